package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.ChatResponseJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.api.json.UsageJson;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.ChatReply;
import dev.vaultgate.client.EmptyAnswer;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonIndex.Kind;
import dev.vaultgate.client.json.JsonSplice;
import dev.vaultgate.client.json.JsonSyntaxException;
import dev.vaultgate.client.json.JsonText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Whole answers, passed on in the provider's bytes under the gateway's name for them. */
final class ReplySplicer {

  private ReplySplicer() {}

  /**
   * Passes an answer on.
   *
   * @param inTags whether its reasoning is in the content, between tags
   */
  static ChatReply.Raw splice(byte[] body, AnswerName name, boolean inTags) {
    JsonIndex json;
    try {
      json = JsonIndex.parse(body);
    } catch (JsonSyntaxException e) {
      throw UpstreamFailure.invalid("an answer that is not JSON: " + e.getMessage(), e);
    }
    int root = json.root();
    if (json.kind(root) != Kind.OBJECT) {
      throw UpstreamFailure.invalid("an answer that is no JSON object", null);
    }
    if (!json.isNothing(json.member(root, "error")) || isCode(json)) {
      throw ErrorReader.read(json.tree(root));
    }
    Usage usage = usage(json);
    boolean ordinary = isOrdinary(json) && !inTags;
    EmptyAnswer.refuse(answerChars(json), onlyStopped(json), usage);
    if (!ordinary) {
      return rewritten(json, name, usage, inTags);
    }
    JsonSplice splice = new JsonSplice(json);
    put(json, splice, "id", name.id());
    put(json, splice, "model", name.model());
    if (json.member(root, "object") < 0) {
      splice.append("object", "\"chat.completion\"");
    }
    replaceUsage(json, splice, usage);
    return new ChatReply.Raw(splice.bytes(), usage, answerChars(json));
  }

  /** Some answer with a code alone, in which nought is well. */
  private static boolean isCode(JsonIndex json) {
    int code = json.member(json.root(), "code");
    return code >= 0
        && json.longOr(code, 0) != 0
        && json.isNothing(json.member(json.root(), "choices"));
  }

  private static @Nullable Usage usage(JsonIndex json) {
    int usage = json.member(json.root(), "usage");
    if (json.isNothing(usage)) {
      usage = json.member(json.member(json.root(), "x_groq"), "usage");
    }
    return json.isNothing(usage) ? null : UsageJson.read(json.tree(usage));
  }

  /** Puts the figures as OpenAI means them where the provider's own mean something else. */
  private static void replaceUsage(JsonIndex json, JsonSplice splice, @Nullable Usage usage) {
    if (usage == null) {
      return;
    }
    int there = json.member(json.root(), "usage");
    if (json.isNothing(there)) {
      splice.append("usage", Json.text(UsageJson.write(usage)));
      return;
    }
    int details = json.member(there, "prompt_tokens_details");
    boolean same =
        json.longOr(json.member(there, "prompt_tokens"), -1) == usage.promptTokens()
            && json.longOr(json.member(there, "completion_tokens"), -1) == usage.completionTokens()
            && json.longOr(json.member(there, "total_tokens"), -1) == usage.totalTokens()
            && json.longOr(json.member(details, "cached_tokens"), 0) == usage.cachedTokens()
            && json.longOr(json.member(details, "cache_write_tokens"), 0)
                == usage.cacheWriteTokens();
    if (!same) {
      splice.replace(there, Json.bytes(UsageJson.write(usage)));
    }
  }

  /**
   * Whether every choice already is what OpenAI promises: an index, a message with content if only
   * null, a finish reason of the vocabulary, and reasoning under its usual name.
   */
  private static boolean isOrdinary(JsonIndex json) {
    int choices = json.member(json.root(), "choices");
    if (json.isNothing(choices) || json.kind(choices) != Kind.ARRAY) {
      throw UpstreamFailure.of(UpstreamFault.EMPTY_RESPONSE, "an answer without choices");
    }
    for (int c = json.firstChild(choices); c >= 0; c = json.nextSibling(choices, c)) {
      int message = json.member(c, "message");
      int finish = json.member(c, "finish_reason");
      if (json.member(c, "index") < 0
          || json.isNothing(message)
          || json.member(message, "role") < 0
          || !isTextOrNull(json, json.member(message, "content"))
          || json.isString(json.member(message, "reasoning"))
          || isEmptyText(json, json.member(message, "refusal"))
          || isEmptyText(json, json.member(json.member(message, "function_call"), "name"))
          || !areUsualCalls(json, json.member(message, "tool_calls"))
          || !isKnownFinish(json, finish)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTextOrNull(JsonIndex json, int content) {
    return content >= 0 && (json.isNothing(content) || json.isString(content));
  }

  private static boolean isEmptyText(JsonIndex json, int text) {
    return json.isString(text) && json.end(text) - json.start(text) == 2;
  }

  private static boolean areUsualCalls(JsonIndex json, int calls) {
    if (json.isNothing(calls)) {
      return true;
    }
    for (int call = json.firstChild(calls); call >= 0; call = json.nextSibling(calls, call)) {
      int function = json.member(call, "function");
      if (function >= 0
          && (json.member(call, "custom") >= 0
              || !json.isString(json.member(function, "arguments")))) {
        return false;
      }
    }
    return true;
  }

  private static boolean onlyStopped(JsonIndex json) {
    int choices = json.member(json.root(), "choices");
    for (int c = json.firstChild(choices); c >= 0; c = json.nextSibling(choices, c)) {
      int finish = json.member(c, "finish_reason");
      if (json.isString(finish) && !json.textEquals(finish, "stop") && !isEmptyText(json, finish)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isKnownFinish(JsonIndex json, int finish) {
    return json.isString(finish)
        && (json.textEquals(finish, "stop")
            || json.textEquals(finish, "tool_calls")
            || json.textEquals(finish, "length")
            || json.textEquals(finish, "content_filter")
            || json.textEquals(finish, "function_call"));
  }

  /** An answer that must be brought into shape: read from the index and written anew. */
  private static ChatReply.Raw rewritten(
      JsonIndex json, AnswerName name, @Nullable Usage usage, boolean inTags) {
    ChatResponse read = read(json);
    ChatResponse response = inTags ? ThinkTagDecoder.split(read) : read;
    ObjectNode body = ChatResponseJson.write(response);
    if (name.id() != null) {
      body.put("id", name.id());
    }
    if (name.model() != null) {
      body.put("model", name.model());
    }
    if (usage != null) {
      body.set("usage", UsageJson.write(usage));
    }
    return new ChatReply.Raw(Json.bytes(body), usage, answerChars(json));
  }

  private static ChatResponse read(JsonIndex json) {
    try {
      return Endings.said(ChatResponseJson.read(json.tree(json.root())));
    } catch (InvalidRequestException e) {
      throw UpstreamFailure.invalid("an answer of another shape: " + e.getMessage(), e);
    }
  }

  private static void put(JsonIndex json, JsonSplice splice, String field, @Nullable String value) {
    if (value == null) {
      return;
    }
    byte[] quoted = JsonText.quote(value);
    int token = json.member(json.root(), field);
    if (token < 0) {
      splice.append(field, new String(quoted, StandardCharsets.UTF_8));
    } else {
      splice.replace(token, quoted);
    }
  }

  /** The length of what the model wrote, in bytes of JSON. */
  private static int answerChars(JsonIndex json) {
    int chars = 0;
    int choices = json.member(json.root(), "choices");
    for (int c = json.firstChild(choices); c >= 0; c = json.nextSibling(choices, c)) {
      int message = json.member(c, "message");
      for (String field :
          new String[] {"content", "reasoning_content", "reasoning", "refusal", "tool_calls"}) {
        int token = json.member(message, field);
        if (!json.isNothing(token)) {
          chars += json.end(token) - json.start(token) - 2;
        }
      }
    }
    return chars;
  }
}

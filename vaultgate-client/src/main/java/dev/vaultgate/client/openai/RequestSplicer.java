package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonPieces;
import dev.vaultgate.client.json.JsonSplice;
import dev.vaultgate.client.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests of callers, passed on in their own bytes with what must differ replaced. */
final class RequestSplicer {

  private static final byte[] SYSTEM = quoted("system");
  private static final byte[] EMPTY = quoted("");
  private static final byte[] JSON_OBJECT =
      "{\"type\":\"json_object\"}".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] CONTENT = quoted("content");
  private static final byte[] REASONING = quoted("reasoning");

  private RequestSplicer() {}

  /**
   * Writes a request.
   *
   * @param dropped takes the names of fields that are left out or weakened
   */
  static JsonPieces splice(ChatCall call, Target target, List<String> dropped) {
    JsonIndex json = call.json().orElse(null);
    if (json == null) {
      return JsonPieces.of(
          Json.bytes(RequestEncoder.encode(call.request(), target, call.stream(), dropped)));
    }
    int root = json.root();
    JsonSplice splice = new JsonSplice(json);
    splice.replace(json.member(root, "model"), JsonText.quote(target.model()));
    cap(call, target, json, splice);
    if (call.stream() && !target.has(Quirk.NO_STREAM_USAGE)) {
      askForUsage(json, splice);
    } else if (call.stream()) {
      remove(json, splice, "stream_options");
    }
    if (!target.isUsual()) {
      change(call, target, json, splice, dropped);
    }
    return splice.pieces();
  }

  /** What a target wants otherwise; most want nothing. */
  private static void change(
      ChatCall call, Target target, JsonIndex json, JsonSplice splice, List<String> dropped) {
    if (MessageRules.concern(target)) {
      messages(target, json, splice);
    }
    if (target.has(Quirk.NO_STRICT_TOOLS)) {
      withoutStrict(json, splice, dropped);
    }
    if (target.has(Quirk.JSON_OBJECT_ONLY)) {
      schemaToMessage(json, splice, dropped);
    }
    if (target.has(Quirk.STRICT_PARAMS)) {
      keepKnown(json, splice, target, dropped);
    }
    if (FieldRules.concern(target)) {
      FieldRules.apply(new SplicedDraft(json, splice), target, call.outputTokensMax(), dropped);
    }
  }

  /** Gives the output cap the name that the target takes and the value that this call has. */
  private static void cap(ChatCall call, Target target, JsonIndex json, JsonSplice splice) {
    int root = json.root();
    int older = json.member(root, Dialect.MAX_TOKENS);
    int newer = json.member(root, Dialect.MAX_COMPLETION_TOKENS);
    String wanted = Dialect.capName(target);
    Integer cap = call.outputTokensMax();
    if (json.isNothing(older) && json.isNothing(newer)) {
      if (cap != null) {
        splice.append(wanted.isEmpty() ? Dialect.MAX_COMPLETION_TOKENS : wanted, cap.toString());
      }
      return;
    }
    boolean both = !json.isNothing(older) && !json.isNothing(newer);
    int kept = json.isNothing(newer) ? older : newer;
    if (both && !wanted.isEmpty()) {
      splice.remove(older - 1);
    }
    if (!wanted.isEmpty() && !json.textEquals(kept - 1, wanted)) {
      splice.replace(kept - 1, quoted(wanted));
    }
    if (cap != null && json.longOr(kept, -1) != cap) {
      splice.replace(kept, cap.toString().getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void askForUsage(JsonIndex json, JsonSplice splice) {
    int options = json.member(json.root(), "stream_options");
    if (options < 0) {
      splice.append("stream_options", "{\"include_usage\":true}");
      return;
    }
    int flag = json.member(options, "include_usage");
    if (flag < 0 || json.kind(flag) != JsonIndex.Kind.TRUE) {
      splice.replace(options, "{\"include_usage\":true}".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static void messages(Target target, JsonIndex json, JsonSplice splice) {
    int messages = json.member(json.root(), "messages");
    for (int m = json.firstChild(messages); m >= 0; m = json.nextSibling(messages, m)) {
      int role = json.member(m, "role");
      if (target.has(Quirk.NO_DEVELOPER_ROLE) && json.textEquals(role, "developer")) {
        splice.replace(role, SYSTEM);
      }
      if (target.has(Quirk.SHORT_TOOL_IDS)) {
        shortenIds(json, splice, m);
      }
      int reasoning = json.member(m, "reasoning_content");
      int content = json.member(m, "content");
      boolean together = target.has(Quirk.REASONING_IN_CONTENT) && reasoning >= 0;
      if (together) {
        thoughtsIntoContent(target, json, splice, reasoning, content);
      } else if (!target.has(Quirk.REASONING_IN_CONTENT)) {
        reasoning(target, json, splice, m, reasoning);
      }
      if (!together
          && target.has(Quirk.TEXT_CONTENT_ONLY)
          && content >= 0
          && json.kind(content) == JsonIndex.Kind.ARRAY) {
        String text = MessageRules.joined(json.tree(content));
        if (text != null) {
          splice.replace(content, JsonText.quote(text));
        }
      }
    }
  }

  private static void reasoning(
      Target target, JsonIndex json, JsonSplice splice, int message, int reasoning) {
    if (target.has(Quirk.REASONING_IN_REASONING) && reasoning >= 0) {
      splice.replace(reasoning - 1, REASONING);
    }
    int role = json.member(message, "role");
    if (target.has(Quirk.REASONING_EXPECTED_BACK)
        && json.isNothing(reasoning)
        && json.textEquals(role, "assistant")) {
      addReasoning(target, splice, role, reasoning);
    }
  }

  private static void shortenIds(JsonIndex json, JsonSplice splice, int message) {
    shorten(json, splice, json.member(message, "tool_call_id"));
    int calls = json.member(message, "tool_calls");
    if (hasElements(json, calls)) {
      for (int call = json.firstChild(calls); call >= 0; call = json.nextSibling(calls, call)) {
        shorten(json, splice, json.member(call, "id"));
      }
    }
  }

  private static void shorten(JsonIndex json, JsonSplice splice, int id) {
    if (id >= 0 && json.isString(id)) {
      String text = json.text(id);
      if (!ShortToolIds.isShort(text)) {
        splice.replace(id, JsonText.quote(ShortToolIds.of(text)));
      }
    }
  }

  /** The reasoning's member becomes the content, or goes; a content of its own goes into it. */
  private static void thoughtsIntoContent(
      Target target, JsonIndex json, JsonSplice splice, int reasoning, int content) {
    String text = json.isString(reasoning) ? json.text(reasoning) : "";
    if (text.isEmpty() || !MessageRules.takesThoughts(target)) {
      splice.remove(reasoning - 1);
      return;
    }
    JsonNode before = content < 0 ? MissingNode.getInstance() : json.tree(content);
    byte[] parts = Json.bytes(MessageRules.withThoughts(text, before));
    if (content < 0) {
      splice.replace(reasoning - 1, CONTENT).replace(reasoning, parts);
    } else {
      splice.replace(content, parts).remove(reasoning - 1);
    }
  }

  /** Adds an empty reasoning behind the role, or puts it in the place of one that is null. */
  private static void addReasoning(Target target, JsonSplice splice, int role, int reasoning) {
    if (reasoning >= 0) {
      splice.replace(reasoning, EMPTY);
      return;
    }
    String name = target.has(Quirk.REASONING_IN_REASONING) ? "reasoning" : "reasoning_content";
    splice.replace(
        role, ("\"assistant\",\"" + name + "\":\"\"").getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean hasElements(JsonIndex json, int array) {
    return !json.isNothing(array)
        && json.kind(array) == JsonIndex.Kind.ARRAY
        && json.firstChild(array) >= 0;
  }

  private static void withoutStrict(JsonIndex json, JsonSplice splice, List<String> dropped) {
    int tools = json.member(json.root(), "tools");
    if (!hasElements(json, tools)) {
      return;
    }
    for (int tool = json.firstChild(tools); tool >= 0; tool = json.nextSibling(tools, tool)) {
      int strict = json.member(json.member(tool, "function"), "strict");
      if (strict < 0) {
        continue;
      }
      splice.remove(strict - 1);
      if (json.kind(strict) == JsonIndex.Kind.TRUE
          && !dropped.contains(MessageRules.STRICT_TOOLS)) {
        dropped.add(MessageRules.STRICT_TOOLS);
      }
    }
  }

  private static void schemaToMessage(JsonIndex json, JsonSplice splice, List<String> dropped) {
    int format = json.member(json.root(), "response_format");
    if (json.isNothing(format)) {
      return;
    }
    JsonNode tree = json.tree(format);
    if (MessageRules.isSchema(tree)) {
      splice.prepend(
          json.member(json.root(), "messages"), Json.bytes(MessageRules.schemaMessage(tree)));
      splice.replace(format, JSON_OBJECT);
      dropped.add(MessageRules.SCHEMA);
    }
  }

  private static void remove(JsonIndex json, JsonSplice splice, String name) {
    int value = json.member(json.root(), name);
    if (value >= 0) {
      splice.remove(value - 1);
    }
  }

  private static void keepKnown(
      JsonIndex json, JsonSplice splice, Target target, List<String> dropped) {
    int root = json.root();
    for (int name = json.firstChild(root); name >= 0; name = json.nextSibling(root, name + 1)) {
      String field = json.text(name);
      if (!Dialect.knows(field, target)) {
        splice.remove(name);
        dropped.add(field);
      }
    }
  }

  private static byte[] quoted(String word) {
    return ("\"" + word + "\"").getBytes(StandardCharsets.US_ASCII);
  }
}

package dev.vaultgate.client.openai;

import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.api.json.UsageJson;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.EmbeddingReply;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonIndex.Kind;
import dev.vaultgate.client.json.JsonSplice;
import dev.vaultgate.client.json.JsonSyntaxException;
import dev.vaultgate.client.json.JsonText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Requests for vectors and their answers, passed on in their own bytes. */
final class EmbeddingSplicer {

  private EmbeddingSplicer() {}

  static byte[] splice(JsonIndex json, Target target) {
    int root = json.root();
    JsonSplice splice =
        new JsonSplice(json).replace(json.member(root, "model"), JsonText.quote(target.model()));
    target
        .rules()
        .renames()
        .forEach(
            (field, name) -> {
              int value = json.member(root, field);
              if (value >= 0) {
                splice.replace(value - 1, JsonText.quote(name));
              }
            });
    return splice.bytes();
  }

  static EmbeddingReply.Raw reply(byte[] body, EmbeddingCall call, AnswerName name) {
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
    if (!json.isNothing(json.member(root, "error"))) {
      throw ErrorReader.read(json.tree(root));
    }
    int vectors = count(json, json.member(root, "data"));
    if (vectors != call.inputs()) {
      throw UpstreamFailure.invalid(vectors + " vectors for " + call.inputs() + " inputs", null);
    }
    JsonSplice splice = new JsonSplice(json);
    if (name.model() != null) {
      put(json, splice, "model", JsonText.quote(name.model()));
    }
    Usage usage = usage(json);
    if (usage != null) {
      // Some leave out the total, which OpenAI promises.
      int told = json.member(root, "usage");
      if (json.isNothing(json.member(told, "total_tokens"))
          || json.isNothing(json.member(told, "prompt_tokens"))) {
        splice.replace(told, Json.bytes(UsageJson.write(usage)));
      }
    }
    return new EmbeddingReply.Raw(splice.bytes(), usage);
  }

  private static int count(JsonIndex json, int data) {
    if (json.isNothing(data) || json.kind(data) != Kind.ARRAY) {
      throw UpstreamFailure.invalid("an answer without data", null);
    }
    int count = 0;
    for (int c = json.firstChild(data); c >= 0; c = json.nextSibling(data, c)) {
      count++;
    }
    return count;
  }

  private static @Nullable Usage usage(JsonIndex json) {
    int usage = json.member(json.root(), "usage");
    if (json.isNothing(usage)) {
      return null;
    }
    // Nothing is written, so what is counted in all was read; some say no more.
    long total = json.longOr(json.member(usage, "total_tokens"), -1);
    return json.member(usage, "prompt_tokens") < 0 && total >= 0
        ? Usage.of(total, 0)
        : UsageJson.read(json.tree(usage));
  }

  private static void put(JsonIndex json, JsonSplice splice, String field, byte[] value) {
    int token = json.member(json.root(), field);
    if (token < 0) {
      splice.append(field, new String(value, StandardCharsets.UTF_8));
    } else {
      splice.replace(token, value);
    }
  }
}

package dev.vaultgate.client.openai;

import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonSplice;
import dev.vaultgate.client.json.JsonText;
import java.nio.charset.StandardCharsets;

/** Requests of callers, passed on in their own bytes with what must differ replaced. */
final class RequestSplicer {

  private static final byte[] SYSTEM = quoted("system");
  private static final byte[] AUTO = quoted("auto");
  private static final byte[] REASONING = quoted("reasoning");

  private RequestSplicer() {}

  static byte[] splice(ChatCall call, Target target) {
    JsonIndex json = call.json().orElse(null);
    if (json == null) {
      return Json.bytes(RequestEncoder.encode(call.request(), target, call.stream()));
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
    if (target.has(Quirk.NO_DEVELOPER_ROLE) || target.has(Quirk.REASONING_IN_REASONING)) {
      messages(target, json, splice);
    }
    int choice = json.member(root, "tool_choice");
    if (target.has(Quirk.NO_TOOL_CHOICE_REQUIRED)
        && json.isString(choice)
        && json.textEquals(choice, "required")) {
      splice.replace(choice, AUTO);
    }
    if (target.has(Quirk.STRICT_PARAMS)) {
      keepKnown(json, splice);
    }
    return splice.bytes();
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
      int reasoning = json.member(m, "reasoning_content");
      if (target.has(Quirk.REASONING_IN_REASONING) && reasoning >= 0) {
        splice.replace(reasoning - 1, REASONING);
      }
    }
  }

  private static void remove(JsonIndex json, JsonSplice splice, String name) {
    int value = json.member(json.root(), name);
    if (value >= 0) {
      splice.remove(value - 1);
    }
  }

  private static void keepKnown(JsonIndex json, JsonSplice splice) {
    int root = json.root();
    for (int name = json.firstChild(root); name >= 0; name = json.nextSibling(root, name + 1)) {
      if (!Dialect.FIELDS.contains(json.text(name))) {
        splice.remove(name);
      }
    }
  }

  private static byte[] quoted(String word) {
    return ("\"" + word + "\"").getBytes(StandardCharsets.US_ASCII);
  }
}

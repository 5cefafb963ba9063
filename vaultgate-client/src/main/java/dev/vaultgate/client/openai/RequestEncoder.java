package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.json.ChatRequestJson;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.Target;

/** Requests from Java code, written out for a target. */
final class RequestEncoder {

  private RequestEncoder() {}

  static ObjectNode encode(ChatRequest request, Target target, boolean stream) {
    ObjectNode body = ChatRequestJson.write(request.withModel(target.model()));
    capName(body, request, target);
    if (target.has(Quirk.NO_DEVELOPER_ROLE)) {
      body.path("messages").forEach(RequestEncoder::developerToSystem);
    }
    if (target.has(Quirk.NO_TOOL_CHOICE_REQUIRED)
        && body.path("tool_choice").asText().equals("required")) {
      body.put("tool_choice", "auto");
    }
    if (target.has(Quirk.REASONING_IN_REASONING)) {
      body.path("messages").forEach(RequestEncoder::renameReasoning);
    }
    if (target.has(Quirk.STRICT_PARAMS)) {
      body.retain(Dialect.FIELDS);
    }
    if (stream) {
      body.put("stream", true);
      if (!target.has(Quirk.NO_STREAM_USAGE)) {
        body.putObject("stream_options").put("include_usage", true);
      }
    }
    return body;
  }

  /** Gives the output cap the name that the target takes; of two caps the newer name's counts. */
  private static void capName(ObjectNode body, ChatRequest request, Target target) {
    String wanted = Dialect.capName(target);
    Integer cap = request.outputTokensMax();
    if (!wanted.isEmpty() && cap != null) {
      body.remove(Dialect.otherCapName(wanted));
      body.put(wanted, cap);
    }
  }

  private static void developerToSystem(JsonNode message) {
    if (message instanceof ObjectNode object && object.path("role").asText().equals("developer")) {
      object.put("role", "system");
    }
  }

  private static void renameReasoning(JsonNode message) {
    if (message instanceof ObjectNode object && object.has("reasoning_content")) {
      object.set("reasoning", object.remove("reasoning_content"));
    }
  }
}

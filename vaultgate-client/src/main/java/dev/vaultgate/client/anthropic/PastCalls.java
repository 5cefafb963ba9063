package dev.vaultgate.client.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.json.Json;

/** Tool calls of earlier turns, as the API accepts them whoever made them. */
final class PastCalls {

  private PastCalls() {}

  /** The API knows letters, digits, hyphens and underscores; other providers' ids may hold more. */
  static String safe(String id) {
    return id.isEmpty() ? "call_0" : id.replaceAll("[^a-zA-Z0-9_-]", "_");
  }

  /**
   * The arguments as the object that the API wants. A call may have been cut while its arguments
   * were written; such a text is shown to the model as it is, rather than ending the conversation.
   */
  static JsonNode input(ToolCall call) {
    if (call.arguments().isBlank()) {
      return Json.object();
    }
    try {
      JsonNode input = Json.read(call.arguments());
      if (input.isObject()) {
        return input;
      }
    } catch (JsonProcessingException e) {
      return Json.object().put("unreadable", call.arguments());
    }
    return Json.object().put("unreadable", call.arguments());
  }
}

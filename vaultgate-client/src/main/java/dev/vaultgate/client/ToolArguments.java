package dev.vaultgate.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ToolCall;
import dev.vaultgate.api.json.Json;

/**
 * The arguments of earlier tool calls, for dialects that want them as an object instead of a text.
 */
public final class ToolArguments {

  private ToolArguments() {}

  /**
   * The arguments as an object. A call may have been cut while its arguments were written; such a
   * text is shown to the model as it is, rather than ending the conversation.
   */
  public static JsonNode object(ToolCall call) {
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

package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A model's wish to have a tool called.
 *
 * @param id the name of this call, which the tool's result must repeat
 * @param type {@code function}, or {@code custom} for OpenAI's free-text tools
 * @param name the tool
 * @param arguments JSON text for a function (not necessarily valid: it may be cut), free text for a
 *     custom tool
 * @param extra further fields, such as {@code extra_content} with a provider's signature
 */
public record ToolCall(
    String id, String type, String name, String arguments, Map<String, JsonNode> extra) {

  public ToolCall {
    extra = Extra.copyOf(extra);
  }

  public static ToolCall function(String id, String name, String arguments) {
    return new ToolCall(id, "function", name, arguments, Map.of());
  }
}

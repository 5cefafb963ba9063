package dev.vaultgate.client.roundtrip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;

/** Ollama's chat requests in OpenAI's form. For one request. */
final class OllamaReader {

  private final ObjectNode request = Json.object();
  private final ArrayNode messages = request.putArray("messages");
  private int calls;
  private int results;

  private OllamaReader() {}

  /**
   * @param original what was asked: no tool is offered where none may be called, and a model that
   *     knows no sizes of thinking just thinks
   */
  static ObjectNode read(JsonNode wire, ObjectNode original) {
    return new OllamaReader().request(wire, original);
  }

  private ObjectNode request(JsonNode wire, ObjectNode original) {
    wire.path("messages").forEach(this::message);
    Copies.of(wire, request).as("tools", "tools");
    if (!wire.has("tools") && original.path("tool_choice").asText().equals("none")) {
      Copies.of(original, request).as("tools", "tools").as("tool_choice", "tool_choice");
      request.path("tools").findParents("strict").forEach(f -> ((ObjectNode) f).remove("strict"));
    }
    Copies.of(wire.path("options"), request)
        .as("temperature", "temperature")
        .as("top_p", "top_p")
        .as("num_predict", "max_completion_tokens")
        .as("seed", "seed")
        .as("presence_penalty", "presence_penalty")
        .as("frequency_penalty", "frequency_penalty")
        .as("stop", "stop");
    if (wire.path("think").asBoolean()) {
      Copies.of(original, request).as("reasoning_effort", "reasoning_effort");
    } else {
      Copies.of(wire, request).as("think", "reasoning_effort");
    }
    JsonNode format = wire.path("format");
    if (format.isTextual()) {
      request.putObject("response_format").put("type", "json_object");
    } else if (format.isObject()) {
      request
          .putObject("response_format")
          .put("type", "json_schema")
          .putObject("json_schema")
          .set("schema", format);
    }
    return request;
  }

  private void message(JsonNode wire) {
    ObjectNode message = messages.addObject();
    message.put("role", wire.path("role").asText());
    if (wire.path("role").asText().equals("tool")) {
      message.put("tool_call_id", "call_" + results++);
    }
    ArrayNode parts = Json.mapper().createArrayNode();
    if (!wire.path("content").asText().isEmpty()) {
      parts.addObject().put("type", "text").put("text", wire.path("content").asText());
    }
    for (JsonNode image : wire.path("images")) {
      parts
          .addObject()
          .put("type", "image_url")
          .putObject("image_url")
          .put("url", "data:image/png;base64," + image.asText());
    }
    message.set("content", parts);
    Copies.of(wire, message).as("thinking", "reasoning_content");
    for (JsonNode call : wire.path("tool_calls")) {
      JsonNode function = call.path("function");
      message
          .withArray("tool_calls")
          .addObject()
          .put("id", "call_" + calls++)
          .put("type", "function")
          .putObject("function")
          .put("name", function.path("name").asText())
          .put("arguments", function.path("arguments").toString());
    }
  }
}

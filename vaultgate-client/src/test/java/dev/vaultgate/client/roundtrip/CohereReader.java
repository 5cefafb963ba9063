package dev.vaultgate.client.roundtrip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;

/** Cohere's chat requests in OpenAI's form; the messages are OpenAI's already. */
final class CohereReader {

  private CohereReader() {}

  /**
   * @param original what was asked: a tool that must be called is offered alone, and one that is
   *     strict makes all so, which means the same
   */
  static ObjectNode read(JsonNode wire, ObjectNode original) {
    ObjectNode request = Json.object();
    Copies.of(wire, request)
        .as("messages", "messages")
        .as("tools", "tools")
        .as("temperature", "temperature")
        .as("p", "top_p")
        .as("max_tokens", "max_completion_tokens")
        .as("seed", "seed")
        .as("presence_penalty", "presence_penalty")
        .as("frequency_penalty", "frequency_penalty")
        .as("stop_sequences", "stop")
        .as("logprobs", "logprobs");
    choice(wire, original, request);
    if (wire.path("strict_tools").asBoolean()) {
      request.set("tools", original.path("tools"));
    }
    if (wire.path("thinking").path("type").asText().equals("enabled")) {
      Copies.of(original, request).as("reasoning_effort", "reasoning_effort");
    }
    JsonNode format = wire.path("response_format");
    if (format.has("json_schema")) {
      request
          .putObject("response_format")
          .put("type", "json_schema")
          .putObject("json_schema")
          .set("schema", format.path("json_schema"));
    } else if (!format.isMissingNode()) {
      request.set("response_format", format);
    }
    return request;
  }

  private static void choice(JsonNode wire, ObjectNode original, ObjectNode request) {
    String named = original.path("tool_choice").path("function").path("name").asText();
    switch (wire.path("tool_choice").asText()) {
      case "NONE" -> request.put("tool_choice", "none");
      case "REQUIRED" -> {
        boolean isAlone = wire.path("tools").size() == 1;
        if (isAlone && wire.path("tools").findValuesAsText("name").contains(named)) {
          Copies.of(original, request).as("tool_choice", "tool_choice").as("tools", "tools");
        } else {
          request.put("tool_choice", "required");
        }
      }
      default -> {
        // Left to the provider.
      }
    }
  }
}

package dev.vaultgate.client.roundtrip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;

/** Requests of the Responses API in the form of chat completions. */
final class ResponsesReader {

  private ResponsesReader() {}

  /**
   * @param original what was asked; that nothing is stored is said here where it was not
   */
  static ObjectNode read(JsonNode wire, ObjectNode original) {
    ObjectNode request = Json.object();
    ArrayNode messages = request.putArray("messages");
    wire.path("input").forEach(item -> item(item, messages));
    tools(wire, request);
    Copies.of(wire, request)
        .as("parallel_tool_calls", "parallel_tool_calls")
        .as("max_output_tokens", "max_completion_tokens")
        .as("temperature", "temperature")
        .as("top_p", "top_p")
        .as("user", "user")
        .as("metadata", "metadata")
        .as("service_tier", "service_tier");
    if (original.has("store")) {
      Copies.of(wire, request).as("store", "store");
    }
    Copies.of(wire.path("reasoning"), request).as("effort", "reasoning_effort");
    JsonNode format = wire.path("text").path("format");
    if (format.path("type").asText().equals("json_schema")) {
      ObjectNode schema =
          request.putObject("response_format").put("type", "json_schema").putObject("json_schema");
      Copies.of(format, schema).as("name", "name").as("schema", "schema").as("strict", "strict");
    } else if (format.isObject()) {
      request.set("response_format", format);
    }
    return request;
  }

  private static void item(JsonNode item, ArrayNode messages) {
    switch (item.path("type").asText()) {
      case "function_call" ->
          assistant(messages)
              .withArray("tool_calls")
              .addObject()
              .put("id", item.path("call_id").asText())
              .put("type", "function")
              .putObject("function")
              .put("name", item.path("name").asText())
              .put("arguments", item.path("arguments").asText());
      case "function_call_output" ->
          messages
              .addObject()
              .put("role", "tool")
              .put("tool_call_id", item.path("call_id").asText())
              .set("content", item.path("output"));
      default -> {
        ObjectNode message =
            item.path("role").asText().equals("assistant")
                ? assistant(messages)
                : messages.addObject();
        message.set("role", item.path("role"));
        message.set("content", content(item.path("content")));
      }
    }
  }

  /** What the assistant says and the calls that it makes are one message. */
  private static ObjectNode assistant(ArrayNode messages) {
    JsonNode last = messages.path(messages.size() - 1);
    return last.path("role").asText().equals("assistant")
        ? (ObjectNode) last
        : messages.addObject().put("role", "assistant");
  }

  private static JsonNode content(JsonNode content) {
    if (!content.isArray()) {
      return content;
    }
    ArrayNode parts = Json.mapper().createArrayNode();
    for (JsonNode item : content) {
      ObjectNode part = parts.addObject();
      switch (item.path("type").asText()) {
        case "input_image" ->
            Copies.of(item, part.put("type", "image_url").putObject("image_url"))
                .as("image_url", "url")
                .as("detail", "detail");
        case "input_file" ->
            Copies.of(item, part.put("type", "file").putObject("file"))
                .as("file_data", "file_data")
                .as("filename", "filename");
        default -> part.put("type", "text").set("text", item.path("text"));
      }
    }
    return parts;
  }

  private static void tools(JsonNode wire, ObjectNode request) {
    if (!wire.has("tools")) {
      return;
    }
    ArrayNode tools = request.putArray("tools");
    for (JsonNode tool : wire.path("tools")) {
      Copies.of(tool, tools.addObject().put("type", "function").putObject("function"))
          .as("name", "name")
          .as("description", "description")
          .as("parameters", "parameters")
          .as("strict", "strict");
    }
    JsonNode choice = wire.path("tool_choice");
    if (choice.isObject()) {
      request
          .putObject("tool_choice")
          .put("type", "function")
          .putObject("function")
          .put("name", choice.path("name").asText());
    } else if (choice.isTextual()) {
      request.set("tool_choice", choice);
    }
  }
}

package dev.vaultgate.client.roundtrip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;

/** Messages requests in OpenAI's form. */
final class AnthropicReader {

  private static final String JSON_ONLY =
      "Answer with a single JSON object, without any text around it.";

  private static final String ANSWER = "vaultgate_answer";

  private AnthropicReader() {}

  /**
   * @param original what was asked; where the answer is a tool too, whether calls may come at once
   *     is not the caller's to say any more, and says nothing about his wish
   */
  static ObjectNode read(JsonNode wire, ObjectNode original) {
    ObjectNode request = Json.object();
    ArrayNode messages = request.putArray("messages");
    system(wire.path("system"), messages, request);
    wire.path("messages").forEach(turn -> turn(turn, messages));
    if (tools(wire, request)) {
      Copies.of(original, request).as("parallel_tool_calls", "parallel_tool_calls");
    }
    Copies.of(wire, request)
        .as("max_tokens", "max_completion_tokens")
        .as("temperature", "temperature")
        .as("top_p", "top_p")
        .as("stop_sequences", "stop")
        .as("service_tier", "service_tier");
    Copies.of(wire.path("metadata"), request).as("user_id", "user");
    JsonNode config = wire.path("output_config");
    Copies.of(config, request).as("effort", "reasoning_effort");
    if (config.has("format")) {
      request
          .putObject("response_format")
          .put("type", "json_schema")
          .putObject("json_schema")
          .set("schema", config.path("format").path("schema"));
    }
    return request;
  }

  private static void system(JsonNode system, ArrayNode messages, ObjectNode request) {
    ArrayNode parts = Json.mapper().createArrayNode();
    for (JsonNode block : system) {
      if (block.path("text").asText().equals(JSON_ONLY)) {
        request.putObject("response_format").put("type", "json_object");
      } else {
        parts.add(block);
      }
    }
    if (!parts.isEmpty()) {
      messages.addObject().put("role", "system").set("content", parts);
    }
  }

  private static void turn(JsonNode turn, ArrayNode messages) {
    ObjectNode message = Json.object().put("role", turn.path("role").asText());
    ArrayNode parts = Json.mapper().createArrayNode();
    ArrayNode calls = Json.mapper().createArrayNode();
    for (JsonNode block : turn.path("content")) {
      switch (block.path("type").asText()) {
        case "tool_result" ->
            messages
                .addObject()
                .put("role", "tool")
                .put("tool_call_id", block.path("tool_use_id").asText())
                .set("content", block.path("content"));
        case "tool_use" ->
            calls
                .addObject()
                .put("id", block.path("id").asText())
                .put("type", "function")
                .putObject("function")
                .put("name", block.path("name").asText())
                .put("arguments", block.path("input").toString());
        case "thinking" -> {
          message.put("reasoning_content", block.path("thinking").asText());
          message.withArray("reasoning_details").add(block);
        }
        default -> parts.add(part(block));
      }
    }
    if (!parts.isEmpty()) {
      message.set("content", parts);
    }
    if (!calls.isEmpty()) {
      message.set("tool_calls", calls);
    }
    if (message.size() > 1) {
      messages.add(message);
    }
  }

  private static ObjectNode part(JsonNode block) {
    JsonNode source = block.path("source");
    String uri =
        "data:" + source.path("media_type").asText() + ";base64," + source.path("data").asText();
    ObjectNode part = Json.object();
    switch (block.path("type").asText()) {
      case "text" -> part.put("type", "text").put("text", block.path("text").asText());
      case "image" -> part.put("type", "image_url").putObject("image_url").put("url", uri);
      case "document" -> {
        ObjectNode file = part.put("type", "file").putObject("file").put("file_data", uri);
        Copies.of(block, file).as("title", "filename");
      }
      default -> throw new IllegalArgumentException("block: " + block);
    }
    Copies.of(block, part).as("cache_control", "cache_control");
    return part;
  }

  /** Whether the answer is among the tools. */
  private static boolean tools(JsonNode wire, ObjectNode request) {
    boolean isAnswer = false;
    ArrayNode tools = Json.mapper().createArrayNode();
    for (JsonNode tool : wire.path("tools")) {
      if (tool.path("name").asText().equals(ANSWER)) {
        request
            .putObject("response_format")
            .put("type", "json_schema")
            .putObject("json_schema")
            .set("schema", tool.path("input_schema"));
        isAnswer = true;
        continue;
      }
      ObjectNode function = tools.addObject().put("type", "function").putObject("function");
      Copies.of(tool, function)
          .as("name", "name")
          .as("description", "description")
          .as("input_schema", "parameters")
          .as("strict", "strict");
    }
    if (!tools.isEmpty()) {
      request.set("tools", tools);
    }
    if (isAnswer) {
      choiceBesideAnswer(wire.path("tool_choice"), request);
    } else {
      choice(wire.path("tool_choice"), request);
    }
    return isAnswer;
  }

  /** Any of all tools is one of the caller's or the answer; the answer alone is none of his. */
  private static void choiceBesideAnswer(JsonNode choice, ObjectNode request) {
    String name = choice.path("name").asText();
    if (name.equals(ANSWER) && request.has("tools")) {
      request.put("tool_choice", "none");
    } else if (!name.isEmpty() && !name.equals(ANSWER)) {
      choice(Json.object().put("type", "tool").put("name", name), request);
    }
  }

  private static void choice(JsonNode choice, ObjectNode request) {
    if (choice.path("disable_parallel_tool_use").asBoolean()) {
      request.put("parallel_tool_calls", false);
    }
    switch (choice.path("type").asText()) {
      case "any" -> request.put("tool_choice", "required");
      case "tool" ->
          request
              .putObject("tool_choice")
              .put("type", "function")
              .putObject("function")
              .put("name", choice.path("name").asText());
      case "auto", "none" -> request.put("tool_choice", choice.path("type").asText());
      default -> {
        // Left to the provider.
      }
    }
  }
}

package dev.vaultgate.client.roundtrip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;

/** Converse requests in OpenAI's form. */
final class ConverseReader {

  private static final String JSON_ONLY =
      "Answer with a single JSON object, without any text around it.";
  private static final String ANSWER = "vaultgate_answer";

  private ConverseReader() {}

  /**
   * @param original what was asked; tools that may not be called are not sent, and nothing is lost
   */
  static ObjectNode read(JsonNode wire, ObjectNode original) {
    ObjectNode request = Json.object();
    ArrayNode messages = request.putArray("messages");
    system(wire.path("system"), messages, request);
    wire.path("messages").forEach(turn -> turn(turn, messages));
    boolean forbids = original.path("tool_choice").asText().equals("none");
    tools(wire.path("toolConfig"), request, forbids);
    if (forbids && !request.has("tools")) {
      Copies.of(original.deepCopy(), request).as("tools", "tools").as("tool_choice", "tool_choice");
      request.path("tools").forEach(tool -> ((ObjectNode) tool.path("function")).remove("strict"));
    }
    Copies.of(wire.path("inferenceConfig"), request)
        .as("maxTokens", "max_completion_tokens")
        .as("temperature", "temperature")
        .as("topP", "top_p")
        .as("stopSequences", "stop");
    Copies.of(wire.path("serviceTier"), request).as("type", "service_tier");
    return request;
  }

  private static void system(JsonNode system, ArrayNode messages, ObjectNode request) {
    ArrayNode parts = Json.mapper().createArrayNode();
    for (JsonNode block : system) {
      if (block.path("text").asText().equals(JSON_ONLY)) {
        request.putObject("response_format").put("type", "json_object");
      } else {
        part(block, parts);
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
      if (block.has("toolResult")) {
        JsonNode result = block.path("toolResult");
        messages
            .addObject()
            .put("role", "tool")
            .put("tool_call_id", result.path("toolUseId").asText())
            .put("content", result.path("content").path(0).path("text").asText());
      } else if (block.has("toolUse")) {
        JsonNode use = block.path("toolUse");
        calls
            .addObject()
            .put("id", use.path("toolUseId").asText())
            .put("type", "function")
            .putObject("function")
            .put("name", use.path("name").asText())
            .put("arguments", use.path("input").toString());
      } else if (block.has("reasoningContent")) {
        JsonNode thought = block.path("reasoningContent").path("reasoningText");
        message.put("reasoning_content", thought.path("text").asText());
        ObjectNode detail = message.withArray("reasoning_details").addObject();
        Copies.of(thought, detail).as("text", "thinking").as("signature", "signature");
      } else {
        part(block, parts);
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

  /** A mark for the cache belongs to the part before it. */
  private static void part(JsonNode block, ArrayNode parts) {
    if (block.has("cachePoint")) {
      ((ObjectNode) parts.get(parts.size() - 1))
          .putObject("cache_control")
          .put("type", "ephemeral");
    } else if (block.has("image")) {
      parts
          .addObject()
          .put("type", "image_url")
          .putObject("image_url")
          .put("url", data("image/", block.path("image")));
    } else if (block.has("document")) {
      JsonNode document = block.path("document");
      ObjectNode file = parts.addObject().put("type", "file").putObject("file");
      file.put("file_data", data("application/", document));
      if (!document.path("name").asText().startsWith("document")) {
        file.put(
            "filename", document.path("name").asText() + "." + document.path("format").asText());
      }
    } else {
      parts.addObject().put("type", "text").put("text", block.path("text").asText());
    }
  }

  private static String data(String kind, JsonNode media) {
    return "data:"
        + kind
        + media.path("format").asText()
        + ";base64,"
        + media.path("source").path("bytes").asText();
  }

  private static void tools(JsonNode config, ObjectNode request, boolean forbids) {
    ArrayNode tools = Json.mapper().createArrayNode();
    boolean isAnswer = false;
    for (JsonNode tool : config.path("tools")) {
      JsonNode spec = tool.path("toolSpec");
      if (spec.path("name").asText().equals(ANSWER)) {
        isAnswer = true;
        request
            .putObject("response_format")
            .put("type", "json_schema")
            .putObject("json_schema")
            .set("schema", spec.path("inputSchema").path("json"));
      } else {
        ObjectNode function = tools.addObject().put("type", "function").putObject("function");
        Copies.of(spec, function).as("name", "name").as("description", "description");
        function.set("parameters", spec.path("inputSchema").path("json"));
      }
    }
    if (!tools.isEmpty()) {
      request.set("tools", tools);
    }
    choice(config.path("toolChoice"), isAnswer, request);
    if (isAnswer && forbids && !tools.isEmpty()) {
      request.put("tool_choice", "none");
    }
  }

  /** Any of all tools is one of the caller's or the answer; the answer alone is none of his. */
  private static void choice(JsonNode choice, boolean isAnswer, ObjectNode request) {
    String name = choice.path("tool").path("name").asText();
    if (choice.has("any") && !isAnswer) {
      request.put("tool_choice", "required");
    } else if (!name.isEmpty() && !name.equals(ANSWER)) {
      request
          .putObject("tool_choice")
          .put("type", "function")
          .putObject("function")
          .put("name", name);
    }
  }
}

package dev.vaultgate.client.roundtrip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.util.Locale;

/** GenerateContent requests in OpenAI's form. For one request. */
final class GeminiReader {

  /** What stands for a signature that there was none of. */
  private static final String NO_SIGNATURE = "skip_thought_signature_validator";

  private final ObjectNode request = Json.object();
  private final ArrayNode messages = request.putArray("messages");
  private int calls;
  private int results;

  private GeminiReader() {}

  static ObjectNode read(JsonNode wire) {
    return new GeminiReader().request(wire);
  }

  private ObjectNode request(JsonNode wire) {
    if (wire.has("systemInstruction")) {
      ArrayNode parts = messages.addObject().put("role", "system").putArray("content");
      wire.path("systemInstruction").path("parts").forEach(part -> parts.add(part(part)));
    }
    wire.path("contents").forEach(this::content);
    tools(wire);
    JsonNode config = wire.path("generationConfig");
    Copies.of(config, request)
        .as("maxOutputTokens", "max_completion_tokens")
        .as("temperature", "temperature")
        .as("topP", "top_p")
        .as("candidateCount", "n")
        .as("presencePenalty", "presence_penalty")
        .as("frequencyPenalty", "frequency_penalty")
        .as("seed", "seed")
        .as("stopSequences", "stop");
    Copies.of(config.path("thinkingConfig"), request).as("thinkingLevel", "reasoning_effort");
    format(config);
    return request;
  }

  private void content(JsonNode content) {
    boolean isUser = content.path("role").asText().equals("user");
    ObjectNode message = Json.object().put("role", isUser ? "user" : "assistant");
    ArrayNode parts = Json.mapper().createArrayNode();
    ArrayNode made = Json.mapper().createArrayNode();
    for (JsonNode part : content.path("parts")) {
      if (part.has("functionResponse")) {
        messages
            .addObject()
            .put("role", "tool")
            .put("tool_call_id", "call_" + results++)
            .put("content", part.path("functionResponse").path("response").toString());
      } else if (part.has("functionCall")) {
        made.add(call(part));
      } else {
        parts.add(part(part));
      }
    }
    if (!parts.isEmpty()) {
      message.set("content", parts);
    }
    if (!made.isEmpty()) {
      message.set("tool_calls", made);
    }
    if (message.size() > 1) {
      messages.add(message);
    }
  }

  private ObjectNode call(JsonNode part) {
    JsonNode function = part.path("functionCall");
    ObjectNode call = Json.object().put("id", "call_" + calls++).put("type", "function");
    call.putObject("function")
        .put("name", function.path("name").asText())
        .put("arguments", function.path("args").toString());
    String signature = part.path("thoughtSignature").asText();
    if (!signature.isEmpty() && !signature.equals(NO_SIGNATURE)) {
      call.putObject("extra_content").putObject("google").put("thought_signature", signature);
    }
    return call;
  }

  private static ObjectNode part(JsonNode wire) {
    ObjectNode part = Json.object();
    if (wire.has("text")) {
      return part.put("type", "text").put("text", wire.path("text").asText());
    }
    String type = wire.path("inlineData").path("mimeType").asText();
    String data = wire.path("inlineData").path("data").asText();
    if (type.startsWith("audio/")) {
      part.put("type", "input_audio")
          .putObject("input_audio")
          .put("data", data)
          .put("format", type.substring("audio/".length()));
    } else if (type.startsWith("image/")) {
      part.put("type", "image_url").putObject("image_url").put("url", uri(type, data));
    } else {
      part.put("type", "file").putObject("file").put("file_data", uri(type, data));
    }
    return part;
  }

  private static String uri(String type, String data) {
    return "data:" + type + ";base64," + data;
  }

  private void tools(JsonNode wire) {
    if (!wire.has("tools")) {
      return;
    }
    ArrayNode tools = request.putArray("tools");
    for (JsonNode declaration : wire.path("tools").path(0).path("functionDeclarations")) {
      ObjectNode function = tools.addObject().put("type", "function").putObject("function");
      Copies.of(declaration, function)
          .as("name", "name")
          .as("description", "description")
          .as("parametersJsonSchema", "parameters");
      if (declaration.has("parameters")) {
        function.set("parameters", schema(declaration.path("parameters")));
      }
    }
    JsonNode choice = wire.path("toolConfig").path("functionCallingConfig");
    JsonNode allowed = choice.path("allowedFunctionNames");
    if (allowed.size() == 1) {
      request
          .putObject("tool_choice")
          .put("type", "function")
          .putObject("function")
          .put("name", allowed.path(0).asText());
    } else if (choice.has("mode")) {
      String mode = choice.path("mode").asText().toLowerCase(Locale.ROOT);
      request.put("tool_choice", mode.equals("any") ? "required" : mode);
    }
  }

  private void format(JsonNode config) {
    if (!config.has("responseMimeType")) {
      return;
    }
    ObjectNode format = request.putObject("response_format");
    JsonNode schema = config.path("responseSchema");
    if (schema.isMissingNode()) {
      schema = config.path("responseJsonSchema");
    }
    if (schema.isMissingNode()) {
      format.put("type", "json_object");
    } else {
      format.put("type", "json_schema").putObject("json_schema").set("schema", schema(schema));
    }
  }

  /** The API writes types in capitals. */
  private static JsonNode schema(JsonNode theirs) {
    ObjectNode schema = theirs.deepCopy();
    schema.findParents("type").forEach(GeminiReader::lower);
    return schema;
  }

  private static void lower(JsonNode typed) {
    if (typed.path("type").isTextual()) {
      ((ObjectNode) typed).put("type", typed.path("type").asText().toLowerCase(Locale.ROOT));
    }
  }
}

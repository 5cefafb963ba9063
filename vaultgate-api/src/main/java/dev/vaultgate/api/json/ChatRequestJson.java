package dev.vaultgate.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Message;
import dev.vaultgate.api.ResponseFormat;
import dev.vaultgate.api.Tool;
import dev.vaultgate.api.ToolChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Chat requests as the body of {@code POST /v1/chat/completions}. */
public final class ChatRequestJson {

  private ChatRequestJson() {}

  /**
   * Reads a request body. {@code stream} and {@code stream_options} are left out: they say how the
   * answer travels and are read where that is decided.
   *
   * @throws InvalidRequestException naming the field that is missing or wrong
   */
  public static ChatRequest read(JsonNode body) {
    Fields fields = new Fields(body, "");
    fields.skip("stream", "stream_options");
    String model = fields.requiredString("model");
    fields.required("messages");
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : fields.array("messages")) {
      messages.add(MessageJson.read(message, "messages[" + messages.size() + "]"));
    }
    List<Tool> tools = new ArrayList<>();
    for (JsonNode tool : fields.array("tools")) {
      tools.add(tool(tool, "tools[" + tools.size() + "]"));
    }
    return new ChatRequest(
        model,
        messages,
        tools,
        toolChoice(fields.any("tool_choice")),
        fields.bool("parallel_tool_calls"),
        responseFormat(fields.any("response_format")),
        fields.number("temperature"),
        fields.number("top_p"),
        fields.integer("max_tokens"),
        fields.integer("max_completion_tokens"),
        fields.integer("n"),
        stop(fields.any("stop")),
        fields.wholeNumber("seed"),
        fields.number("presence_penalty"),
        fields.number("frequency_penalty"),
        fields.string("reasoning_effort"),
        fields.string("user"),
        fields.rest());
  }

  /** Writes a request body, without {@code stream}. */
  public static ObjectNode write(ChatRequest request) {
    ObjectNode body = Json.object();
    body.put("model", request.model());
    ArrayNode messages = body.putArray("messages");
    request.messages().forEach(message -> messages.add(MessageJson.write(message)));
    if (!request.tools().isEmpty()) {
      ArrayNode tools = body.putArray("tools");
      request.tools().forEach(tool -> tools.add(write(tool)));
    }
    ToolChoice choice = request.toolChoice();
    if (choice != null) {
      body.set("tool_choice", write(choice));
    }
    if (request.parallelToolCalls() != null) {
      body.put("parallel_tool_calls", request.parallelToolCalls());
    }
    ResponseFormat format = request.responseFormat();
    if (format != null) {
      body.set("response_format", write(format));
    }
    put(body, "temperature", request.temperature());
    put(body, "top_p", request.topP());
    put(body, "max_tokens", request.maxTokens());
    put(body, "max_completion_tokens", request.maxCompletionTokens());
    put(body, "n", request.n());
    if (!request.stop().isEmpty()) {
      ArrayNode stop = body.putArray("stop");
      request.stop().forEach(stop::add);
    }
    if (request.seed() != null) {
      body.put("seed", request.seed());
    }
    put(body, "presence_penalty", request.presencePenalty());
    put(body, "frequency_penalty", request.frequencyPenalty());
    if (request.reasoningEffort() != null) {
      body.put("reasoning_effort", request.reasoningEffort());
    }
    if (request.user() != null) {
      body.put("user", request.user());
    }
    request.extra().forEach(body::set);
    return body;
  }

  private static void put(ObjectNode body, String field, @Nullable Double value) {
    if (value == null) {
      return;
    }
    if (value == Math.rint(value)) {
      body.put(field, value.longValue());
    } else {
      body.put(field, value);
    }
  }

  private static void put(ObjectNode body, String field, @Nullable Integer value) {
    if (value != null) {
      body.put(field, value);
    }
  }

  private static List<String> stop(@Nullable JsonNode stop) {
    if (stop == null) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode text : stop.isArray() ? stop : List.of(stop)) {
      if (!text.isTextual()) {
        throw InvalidRequestException.value(
            "stop", Fields.kind(text), "a string or an array of strings");
      }
      texts.add(text.textValue());
    }
    return texts;
  }

  private static Tool tool(JsonNode node, String path) {
    Fields fields = new Fields(node, path);
    if (!"function".equals(fields.requiredString("type"))) {
      return new Tool.Unknown(node);
    }
    Fields function = new Fields(fields.required("function"), fields.path("function"));
    return new Tool.Function(
        function.requiredString("name"),
        function.string("description"),
        function.any("parameters"),
        function.bool("strict"),
        function.rest(),
        fields.rest());
  }

  private static JsonNode write(Tool tool) {
    if (tool instanceof Tool.Unknown unknown) {
      return unknown.json();
    }
    Tool.Function function = (Tool.Function) tool;
    ObjectNode node = Json.object().put("type", "function");
    ObjectNode body = node.putObject("function").put("name", function.name());
    if (function.description() != null) {
      body.put("description", function.description());
    }
    if (function.parameters() != null) {
      body.set("parameters", function.parameters());
    }
    if (function.strict() != null) {
      body.put("strict", function.strict());
    }
    function.extra().forEach(body::set);
    function.beside().forEach(node::set);
    return node;
  }

  private static @Nullable ToolChoice toolChoice(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    if (node.isTextual()) {
      return switch (node.textValue()) {
        case "auto" -> ToolChoice.AUTO;
        case "none" -> ToolChoice.NONE;
        case "required" -> ToolChoice.REQUIRED;
        default -> new ToolChoice.Unknown(node);
      };
    }
    if ("function".equals(node.path("type").textValue())
        && node.path("function").path("name").isTextual()) {
      return new ToolChoice.Named(node.path("function").path("name").textValue());
    }
    return new ToolChoice.Unknown(node);
  }

  private static JsonNode write(ToolChoice choice) {
    if (choice instanceof ToolChoice.Unknown unknown) {
      return unknown.json();
    }
    if (choice instanceof ToolChoice.Named named) {
      ObjectNode node = Json.object().put("type", "function");
      node.putObject("function").put("name", named.name());
      return node;
    }
    return node(((ToolChoice.Mode) choice).name());
  }

  private static @Nullable ResponseFormat responseFormat(@Nullable JsonNode node) {
    if (node == null) {
      return null;
    }
    Fields fields = new Fields(node, "response_format");
    switch (fields.requiredString("type")) {
      case "text":
        return ResponseFormat.TEXT;
      case "json_object":
        return ResponseFormat.JSON_OBJECT;
      case "json_schema":
        Fields schema = new Fields(fields.required("json_schema"), "response_format.json_schema");
        JsonNode tree = schema.any("schema");
        return new ResponseFormat.JsonSchema(
            schema.requiredString("name"),
            schema.string("description"),
            tree == null ? Json.object() : tree,
            schema.bool("strict"));
      default:
        return new ResponseFormat.Unknown(node);
    }
  }

  private static JsonNode write(ResponseFormat format) {
    if (format instanceof ResponseFormat.Unknown unknown) {
      return unknown.json();
    }
    if (format instanceof ResponseFormat.Word word) {
      return Json.object().put("type", word.name().toLowerCase(Locale.ROOT));
    }
    ResponseFormat.JsonSchema schema = (ResponseFormat.JsonSchema) format;
    ObjectNode node = Json.object().put("type", "json_schema");
    ObjectNode body = node.putObject("json_schema").put("name", schema.name());
    if (schema.description() != null) {
      body.put("description", schema.description());
    }
    body.set("schema", schema.schema());
    if (schema.strict() != null) {
      body.put("strict", schema.strict());
    }
    return node;
  }

  private static JsonNode node(String enumName) {
    return Json.mapper().getNodeFactory().textNode(enumName.toLowerCase(Locale.ROOT));
  }
}

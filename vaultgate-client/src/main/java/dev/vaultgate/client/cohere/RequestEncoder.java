package dev.vaultgate.client.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.ResponseFormat;
import dev.vaultgate.api.Tool;
import dev.vaultgate.api.json.ChatRequestJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Effort;
import dev.vaultgate.client.Losses;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.ToolOffer;
import dev.vaultgate.client.WireRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chat requests in Cohere's words. For one request. */
final class RequestEncoder {

  private static final String PATH = "/v2/chat";

  /** Fields of the API that OpenAI's request has not; passed on where they are given. */
  private static final Set<String> PASSED =
      Set.of(
          "documents",
          "citation_options",
          "safety_mode",
          "strict_tools",
          "thinking",
          "priority",
          "logprobs");

  /** What of a message the API knows. */
  private static final Set<String> MESSAGE_FIELDS =
      Set.of("role", "content", "tool_calls", "tool_call_id", "tool_plan", "citations");

  /** Fields within messages and tools that have a place, or pass as they are. */
  private static final Set<String> CARRIED =
      Set.of(
          "messages.tool_plan",
          "messages.citations",
          "messages.tool_calls.extra_content",
          "messages.content.cache_control",
          "messages.content.image_url.detail",
          "tools.strict");

  private final ChatRequest request;
  private final Target target;
  private final Set<String> dropped = new LinkedHashSet<>();
  private final ObjectNode body = Json.object();

  RequestEncoder(ChatRequest request, Target target) {
    this.request = request;
    this.target = target;
  }

  WireRequest encode(boolean stream) {
    if (request.choices() > 1) {
      throw InvalidRequestException.value("n", request.n(), "1 for this model");
    }
    body.put("model", target.model());
    // The messages are OpenAI's, with less in them.
    JsonNode openAi = ChatRequestJson.write(request);
    ArrayNode messages = body.putArray("messages");
    openAi.path("messages").forEach(message -> messages.add(message((ObjectNode) message)));
    tools();
    put("temperature", request.temperature());
    put("p", request.topP());
    put("max_tokens", request.outputTokensMax());
    put("seed", request.seed());
    put("presence_penalty", request.presencePenalty());
    put("frequency_penalty", request.frequencyPenalty());
    if (!request.stop().isEmpty()) {
      body.set("stop_sequences", Json.mapper().valueToTree(request.stop()));
    }
    format();
    thinking();
    rest();
    dropped.addAll(Losses.of(request, CARRIED));
    body.put("stream", stream);
    return new WireRequest(
        target.url("chat", PATH), Map.of(), Json.bytes(body), new ArrayList<>(dropped));
  }

  private ObjectNode message(ObjectNode openAi) {
    ObjectNode message = openAi.deepCopy().retain(MESSAGE_FIELDS);
    if (message.path("role").asText().equals("developer")) {
      message.put("role", "system");
    }
    if (message.path("content").isNull()) {
      message.remove("content");
    }
    for (JsonNode part : message.path("content")) {
      String type = part.path("type").asText();
      if (!type.equals("text") && !type.equals("image_url")) {
        throw InvalidRequestException.value(
            "messages.content", type, "text or image_url for this model");
      }
    }
    return message;
  }

  private void tools() {
    ToolOffer offer = ToolOffer.of(request);
    List<Tool> tools = offer.tools();
    if (offer.choice() == ToolOffer.Choice.NAMED) {
      // The API knows no names here: one tool alone, which must be called, is the same.
      tools =
          tools.stream()
              .filter(t -> t instanceof Tool.Function f && f.name().equals(offer.name()))
              .toList();
      if (tools.isEmpty()) {
        throw InvalidRequestException.value("tool_choice", offer.name(), "the name of a tool");
      }
    }
    if (!tools.isEmpty()) {
      ArrayNode written = body.putArray("tools");
      tools.forEach(tool -> written.add(tool(tool)));
    }
    switch (offer.choice()) {
      case REQUIRED, NAMED -> body.put("tool_choice", "REQUIRED");
      case NONE -> body.put("tool_choice", "NONE");
      default -> {}
    }
    if (Boolean.FALSE.equals(request.parallelToolCalls())) {
      dropped.add("parallel_tool_calls");
    }
  }

  private ObjectNode tool(Tool tool) {
    if (!(tool instanceof Tool.Function function)) {
      throw InvalidRequestException.value(
          "tools.type", ((Tool.Unknown) tool).json().path("type").asText(), "function");
    }
    ObjectNode written = Json.object().put("type", "function");
    ObjectNode inner = written.putObject("function").put("name", function.name());
    if (function.description() != null) {
      inner.put("description", function.description());
    }
    inner.set("parameters", function.parameters() == null ? Json.object() : function.parameters());
    if (Boolean.TRUE.equals(function.strict())) {
      // Strict or not is said of all tools at once.
      body.put("strict_tools", true);
    }
    return written;
  }

  private void format() {
    ResponseFormat format = request.responseFormat();
    if (format == null || format == ResponseFormat.TEXT) {
      return;
    }
    ObjectNode written = body.putObject("response_format").put("type", "json_object");
    if (format instanceof ResponseFormat.JsonSchema schema) {
      written.set("json_schema", schema.schema());
    } else if (format instanceof ResponseFormat.Unknown unknown) {
      throw InvalidRequestException.value(
          "response_format", unknown.json(), "text, json_object or json_schema");
    }
  }

  /** Only models that think know the field. */
  private void thinking() {
    if (request.reasoningEffort() == null || request.extra().containsKey("thinking")) {
      return;
    }
    Effort effort = Effort.parse(request.reasoningEffort());
    if (!target.traits().can("reasoning")) {
      if (effort != Effort.NONE) {
        dropped.add("reasoning_effort");
      }
      return;
    }
    ObjectNode thinking = body.putObject("thinking");
    if (effort == Effort.NONE) {
      thinking.put("type", "disabled");
    } else {
      thinking.put("type", "enabled").put("token_budget", effort.budgetTokens());
    }
  }

  private void rest() {
    request
        .extra()
        .forEach(
            (field, value) -> {
              if (value.isNull()) {
                return;
              }
              if (field.equals("top_k")) {
                body.set("k", value);
              } else if (PASSED.contains(field)) {
                body.set(field, value);
              } else {
                dropped.add(field);
              }
            });
    if (request.user() != null) {
      dropped.add("user");
    }
  }

  private void put(String field, @Nullable Number value) {
    if (value != null) {
      body.set(field, Json.mapper().valueToTree(value));
    }
  }
}

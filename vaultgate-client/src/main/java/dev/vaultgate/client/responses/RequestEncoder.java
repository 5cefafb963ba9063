package dev.vaultgate.client.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.ResponseFormat;
import dev.vaultgate.api.Tool;
import dev.vaultgate.api.ToolChoice;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Losses;
import dev.vaultgate.client.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chat requests as requests of the Responses API. For one request. */
final class RequestEncoder {

  /** Fields of chat completions that the API has not, and without which the answer is no other. */
  private static final Set<String> CHAT_ONLY =
      Set.of(
          "logit_bias",
          "logprobs",
          "top_logprobs",
          "prediction",
          "web_search_options",
          "moderation",
          "stream_options");

  /** Fields within messages and tools that have a place. */
  private static final Set<String> CARRIED =
      Set.of(
          "messages.refusal",
          "messages.content.file_url",
          "messages.content.file.filename",
          "messages.content.image_url.detail",
          "response_format.json_schema.description",
          "tools.strict");

  private final ChatRequest request;
  private final Target target;
  private final List<String> dropped = new ArrayList<>();
  private final ObjectNode body = Json.object();

  RequestEncoder(ChatRequest request, Target target) {
    this.request = request;
    this.target = target;
  }

  /** Names of the fields that were left out. */
  List<String> dropped() {
    return dropped;
  }

  byte[] encode(boolean stream) {
    refuse();
    body.put("model", target.model());
    body.set("input", InputItems.of(request.messages()));
    tools();
    sampling();
    format();
    unknown();
    reasoning();
    state();
    within();
    if (stream) {
      body.put("stream", true);
    }
    return Json.bytes(body);
  }

  private void refuse() {
    if (request.choices() > 1) {
      throw InvalidRequestException.value("n", request.n(), "1 for this model");
    }
    for (String old : List.of("functions", "function_call")) {
      if (request.extra().containsKey(old)) {
        throw new InvalidRequestException(
            400, "invalid_value", old + ": not supported (expected: tools)", old);
      }
    }
    for (JsonNode modality : request.extra().getOrDefault("modalities", Json.object())) {
      if (!modality.asText().equals("text")) {
        throw InvalidRequestException.value("modalities", modality.asText(), "text for this model");
      }
    }
  }

  private void tools() {
    if (!request.tools().isEmpty()) {
      var tools = body.putArray("tools");
      request.tools().forEach(tool -> tools.add(tool(tool)));
    }
    ToolChoice choice = request.toolChoice();
    if (choice instanceof ToolChoice.Mode mode) {
      body.put("tool_choice", mode.name().toLowerCase(Locale.ROOT));
    } else if (choice instanceof ToolChoice.Named named) {
      body.putObject("tool_choice").put("type", "function").put("name", named.name());
    } else if (choice instanceof ToolChoice.Unknown unknown) {
      body.set("tool_choice", choice(unknown.json()));
    }
    if (request.parallelToolCalls() != null) {
      body.put("parallel_tool_calls", request.parallelToolCalls());
    }
  }

  /** Tools lie flat here; what stands under the type's name in chat completions moves up. */
  private static JsonNode tool(Tool tool) {
    if (tool instanceof Tool.Function function) {
      ObjectNode flat = Json.object().put("type", "function").put("name", function.name());
      if (function.description() != null) {
        flat.put("description", function.description());
      }
      flat.set("parameters", function.parameters() == null ? Json.object() : function.parameters());
      if (function.strict() != null) {
        flat.put("strict", function.strict());
      }
      function.extra().forEach(flat::putIfAbsent);
      return flat;
    }
    return flat(((Tool.Unknown) tool).json());
  }

  private static JsonNode choice(JsonNode choice) {
    JsonNode allowed = choice.path("allowed_tools");
    if (!allowed.isObject()) {
      return flat(choice);
    }
    ObjectNode flat = Json.object().put("type", "allowed_tools");
    flat.set("mode", allowed.path("mode"));
    var tools = flat.putArray("tools");
    allowed.path("tools").forEach(tool -> tools.add(flat(tool)));
    return flat;
  }

  private static JsonNode flat(JsonNode named) {
    String type = named.path("type").asText();
    JsonNode inner = named.path(type);
    if (!inner.isObject()) {
      return named;
    }
    ObjectNode flat = Json.object().put("type", type);
    flat.setAll((ObjectNode) inner);
    return flat;
  }

  private void sampling() {
    if (request.outputTokensMax() != null) {
      body.put("max_output_tokens", request.outputTokensMax());
    }
    sampling("temperature", request.temperature());
    sampling("top_p", request.topP());
    if (request.user() != null) {
      body.put("user", request.user());
    }
    drop("stop", !request.stop().isEmpty());
    drop("seed", request.seed() != null);
    drop("presence_penalty", request.presencePenalty() != null);
    drop("frequency_penalty", request.frequencyPenalty() != null);
  }

  /** What the target says about sampling while it reasons holds for this dialect too. */
  private void sampling(String field, @Nullable Double value) {
    if (value == null) {
      return;
    }
    boolean reasons = isReasoning() && target.rules().dropsWhileReasoning().contains(field);
    if (reasons) {
      dropped.add(field);
    } else {
      body.put(field, value);
    }
  }

  private boolean isReasoning() {
    String effort = request.reasoningEffort();
    return effort != null && !effort.equals("none");
  }

  private void drop(String field, boolean isAsked) {
    if (isAsked) {
      dropped.add(field);
    }
  }

  private void format() {
    ResponseFormat format = request.responseFormat();
    if (format instanceof ResponseFormat.Word word) {
      text().putObject("format").put("type", word.name().toLowerCase(Locale.ROOT));
    } else if (format instanceof ResponseFormat.JsonSchema schema) {
      ObjectNode flat = text().putObject("format");
      flat.put("type", "json_schema").put("name", schema.name());
      if (schema.description() != null) {
        flat.put("description", schema.description());
      }
      flat.set("schema", schema.schema());
      if (schema.strict() != null) {
        flat.put("strict", schema.strict());
      }
    } else if (format instanceof ResponseFormat.Unknown unknown) {
      text().set("format", flat(unknown.json()));
    }
  }

  private ObjectNode text() {
    return body.path("text") instanceof ObjectNode text ? text : body.putObject("text");
  }

  /** Fields that the two APIs share, and those that only this one has, pass on. */
  private void unknown() {
    request
        .extra()
        .forEach(
            (field, value) -> {
              if (CHAT_ONLY.contains(field)) {
                drop(field, !value.isNull() && !field.equals("stream_options"));
              } else if (field.equals("verbosity")) {
                text().set("verbosity", value);
              } else if (!field.equals("modalities") && !field.equals("audio")) {
                body.set(field, value);
              }
            });
  }

  /**
   * The effort alone, without asking for a summary: OpenAI refuses that to organisations that have
   * not been verified. Who wants one says so in {@code reasoning} as this API has it.
   */
  private void reasoning() {
    if (request.reasoningEffort() != null) {
      ObjectNode reasoning =
          body.path("reasoning") instanceof ObjectNode own ? own : body.putObject("reasoning");
      reasoning.put("effort", request.reasoningEffort());
    }
  }

  /** Reasoning goes back in items of the API's own, or not at all. */
  private void within() {
    boolean isMissed = request.messages().stream().anyMatch(ReasoningItems::areMissed);
    for (String field : Losses.of(request, CARRIED)) {
      boolean isReasoning =
          field.equals("messages.reasoning_content") || field.equals("messages.reasoning_details");
      if (!isReasoning || isMissed) {
        dropped.add(field);
      }
    }
  }

  /**
   * A chat is not stored unless its caller says so, while responses are. So the reasoning must
   * travel with the conversation; models that do not reason refuse to be asked for it.
   */
  private void state() {
    body.putIfAbsent("store", Json.mapper().getNodeFactory().booleanNode(false));
    if (!body.has("include") && (isReasoning() || target.traits().can("reasoning"))) {
      body.putArray("include").add("reasoning.encrypted_content");
    }
  }
}

package dev.vaultgate.client.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Losses;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.ToolOffer;
import dev.vaultgate.client.WireRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Chat requests as Messages requests. For one request. */
final class RequestEncoder {

  private static final String PATH = "/v1/messages";
  static final String VERSION = "2023-06-01";
  private static final String BETA_HEADER = "anthropic-beta";
  private static final String FILES_BETA = "files-api-2025-04-14";

  /** Fields of the API that OpenAI's request has not; passed on where they are given. */
  private static final Set<String> PASSED =
      Set.of(
          Blocks.CACHE_CONTROL,
          "container",
          "context_management",
          "inference_geo",
          "mcp_servers",
          "service_tier",
          "speed",
          "top_k");

  /** Fields that are read below. */
  private static final Set<String> READ = Set.of("thinking", "output_config", "safety_identifier");

  /** Fields within messages and tools that have a place; the encoders of both say the rest. */
  private static final Set<String> CARRIED =
      Set.of(
          "messages.cache_control",
          "messages.is_error",
          "messages.reasoning_details",
          "messages.content.cache_control",
          "messages.content.citations",
          "messages.content.context",
          "messages.content.file.filename",
          "tools.cache_control",
          "tools.defer_loading",
          "tools.eager_input_streaming",
          "tools.input_examples",
          "tools.strict");

  private final ChatRequest request;
  private final Target target;
  private final List<String> dropped = new ArrayList<>();
  private final ObjectNode body = Json.object();

  RequestEncoder(ChatRequest request, Target target) {
    this.request = request;
    this.target = target;
  }

  WireRequest encode(boolean stream) {
    refuseWhatCannotBe();
    Target.Traits traits = target.traits();
    ToolOffer offer = ToolOffer.of(request);
    AnswerFormat format = AnswerFormat.of(request.responseFormat(), traits);
    Conversation conversation = Conversation.of(request.messages());
    if (format.instruction() != null) {
      conversation.instruct(format.instruction());
    }
    Thinking thinking =
        Thinking.plan(
            request,
            traits,
            offer.isForced() || format.tool() != null,
            conversation.endsWithUnthoughtCalls(),
            dropped);
    body.put("model", target.model());
    body.put("max_tokens", thinking.maxTokens());
    if (!conversation.system().isEmpty()) {
      body.set("system", conversation.system());
    }
    body.set("messages", conversation.turns());
    new ToolFields(offer, traits, dropped)
        .write(
            body,
            format.tool(),
            !Boolean.FALSE.equals(request.parallelToolCalls()),
            conversation.calledTools());
    sampling(thinking.isSampled());
    stop();
    user();
    if (thinking.thinking() != null) {
      body.set("thinking", thinking.thinking());
    }
    outputConfig(format.outputFormat(), thinking.effort());
    pass();
    within();
    if (stream) {
      body.put("stream", true);
    }
    return new WireRequest(
        target.url("chat", PATH),
        headers(conversation.usesFiles()),
        Json.bytes(body),
        new ArrayList<>(new LinkedHashSet<>(dropped)));
  }

  private void refuseWhatCannotBe() {
    if (request.choices() > 1) {
      throw InvalidRequestException.value("n", request.n(), "1 for this model");
    }
    for (String old : List.of("functions", "function_call")) {
      if (request.extra().containsKey(old)) {
        throw new InvalidRequestException(
            400, "invalid_value", old + ": not supported (expected: tools)", old);
      }
    }
  }

  private void sampling(boolean isSampled) {
    Double temperature = request.temperature();
    if (isSampled) {
      if (temperature != null) {
        // OpenAI's scale goes on to 2.
        body.put("temperature", Math.min(1, temperature));
        if (temperature > 1) {
          dropped.add("temperature");
        }
      }
      if (request.topP() != null) {
        body.put("top_p", request.topP());
      }
    } else {
      if (temperature != null && temperature != 1) {
        dropped.add("temperature");
      }
      drop("top_p", request.topP());
    }
    drop("seed", request.seed());
    drop("presence_penalty", request.presencePenalty());
    drop("frequency_penalty", request.frequencyPenalty());
    if (!isSampled && request.extra().containsKey("top_k")) {
      dropped.add("top_k");
    }
  }

  private void drop(String field, @Nullable Number value) {
    if (value != null) {
      dropped.add(field);
    }
  }

  /** The API refuses sequences of white space alone. */
  private void stop() {
    List<String> stop = request.stop().stream().filter(text -> !text.isBlank()).toList();
    if (stop.size() < request.stop().size()) {
      dropped.add("stop");
    }
    if (!stop.isEmpty()) {
      ArrayNode sequences = body.putArray("stop_sequences");
      stop.forEach(sequences::add);
    }
  }

  /** OpenAI calls its newer field for the same {@code safety_identifier}. */
  private void user() {
    JsonNode identifier = request.extra().get("safety_identifier");
    String user =
        request.user() == null && identifier != null ? identifier.textValue() : request.user();
    if (user != null) {
      body.putObject("metadata").put("user_id", user);
    }
  }

  private void outputConfig(@Nullable ObjectNode format, @Nullable String effort) {
    ObjectNode config =
        request.extra().get("output_config") instanceof ObjectNode own
            ? own.deepCopy()
            : Json.object();
    if (format != null) {
      config.set("format", format);
    }
    if (effort != null) {
      config.put("effort", effort);
    }
    if (!config.isEmpty()) {
      body.set("output_config", config);
    }
  }

  private void pass() {
    request
        .extra()
        .forEach(
            (field, value) -> {
              if (READ.contains(field) || value.isNull() || dropped.contains(field)) {
                return;
              }
              boolean isOurs = PASSED.contains(field) && !isOpenAiTier(field, value);
              if (isOurs) {
                body.set(field, value);
              } else {
                dropped.add(field);
              }
            });
  }

  /** Words of thinking go back within signed blocks, or not at all. */
  private void within() {
    for (String field : Losses.of(request, CARRIED)) {
      if (!field.equals("messages.reasoning_content") || ThinkingBlocks.areMissed(request)) {
        dropped.add(field);
      }
    }
  }

  /** Both dialects have service tiers, with one word in common. */
  private static boolean isOpenAiTier(String field, JsonNode value) {
    return field.equals("service_tier")
        && !Set.of("auto", "standard_only").contains(value.asText());
  }

  /** The version, and what must be switched on, beside what the operator has switched on. */
  private Map<String, String> headers(boolean usesFiles) {
    TreeMap<String, String> theirs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    theirs.putAll(target.headers());
    Map<String, String> headers = new HashMap<>();
    if (!theirs.containsKey("anthropic-version")) {
      headers.put("anthropic-version", VERSION);
    }
    if (usesFiles) {
      String betas = theirs.get(BETA_HEADER);
      String name = betas == null ? BETA_HEADER : theirs.ceilingKey(BETA_HEADER);
      headers.put(name, betas == null ? FILES_BETA : betas + "," + FILES_BETA);
    }
    return headers;
  }
}

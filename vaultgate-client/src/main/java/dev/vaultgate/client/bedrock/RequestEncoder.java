package dev.vaultgate.client.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Effort;
import dev.vaultgate.client.Losses;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.ToolOffer;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.anthropic.Thinking;
import dev.vaultgate.client.anthropic.ThinkingBlocks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Chat requests as Converse requests. For one request. */
final class RequestEncoder {

  private static final String MODEL_FIELDS = "additionalModelRequestFields";
  private static final String OUTPUT_CONFIG = "output_config";

  /** Fields of the API that OpenAI's request has not; passed on where they are given. */
  private static final Set<String> PASSED =
      Set.of(
          "additionalModelResponseFieldPaths",
          "guardrailConfig",
          "performanceConfig",
          "promptVariables",
          "requestMetadata",
          "serviceTier");

  /** Fields that are read below. */
  private static final Set<String> READ =
      Set.of(MODEL_FIELDS, "service_tier", "thinking", "top_k", OUTPUT_CONFIG);

  /**
   * Fields within messages and tools that have a place. A tool's {@code strict} is none of them:
   * which models follow a schema to the letter is not known, and the others refuse it.
   */
  private static final Set<String> CARRIED =
      Set.of(
          "messages.cache_control",
          "messages.is_error",
          "messages.reasoning_details",
          "messages.content.cache_control",
          "tools.cache_control");

  private static final String FILENAME = "messages.content.file.filename";

  /** Service tiers that both know by the same word. */
  private static final Set<String> TIERS = Set.of("default", "flex", "priority");

  private final ChatRequest request;
  private final Target target;
  private final Maker maker;
  private final List<String> dropped = new ArrayList<>();
  private final ObjectNode body = Json.object();
  private final ObjectNode modelFields;

  RequestEncoder(ChatRequest request, Target target) {
    this.request = request;
    this.target = target;
    this.maker = Maker.of(target.model());
    this.modelFields =
        request.extra().get(MODEL_FIELDS) instanceof ObjectNode own
            ? own.deepCopy()
            : Json.object();
  }

  WireRequest encode(boolean stream) {
    refuseWhatCannotBe();
    ToolOffer offer = ToolOffer.of(request);
    AnswerFormat format = AnswerFormat.of(request.responseFormat(), target);
    Conversation conversation = Conversation.of(request.messages(), callIds());
    if (format.instruction() != null) {
      conversation.instruct(format.instruction());
    }
    if (!conversation.system().isEmpty()) {
      body.set("system", conversation.system());
    }
    body.set("messages", conversation.turns());
    new ToolConfig(offer, target.traits(), dropped)
        .write(body, format.tool(), conversation.calledTools());
    boolean isForced = offer.isForced() || format.tool() != null;
    if (maker == Maker.ANTHROPIC) {
      anthropic(isForced, conversation.endsWithUnthoughtCalls(), format.outputFormat());
    } else {
      inference(request.outputTokensMax(), true);
      reasoning();
      unknownToMaker("thinking");
      unknownToMaker(OUTPUT_CONFIG);
    }
    topK();
    tier();
    rest();
    within(conversation.hasRenamedDocuments());
    if (!modelFields.isEmpty()) {
      body.set(MODEL_FIELDS, modelFields);
    }
    return new WireRequest(
        Address.converse(target, stream),
        Map.of(),
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

  private UnaryOperator<String> callIds() {
    return maker == Maker.MISTRAL ? CallIds::nineCharacters : CallIds::safe;
  }

  /** Claude thinks and is sized as at Anthropic's. */
  private void anthropic(boolean isForced, boolean isUnthought, @Nullable ObjectNode outputFormat) {
    Thinking thinking = Thinking.plan(request, target.traits(), isForced, isUnthought, dropped);
    // A budget counts into the cap, which must then be said.
    boolean isCapped = request.outputTokensMax() != null || thinking.thinking() != null;
    inference(isCapped ? (Integer) thinking.maxTokens() : null, thinking.isSampled());
    if (thinking.thinking() != null) {
      modelFields.set("thinking", thinking.thinking());
    }
    ObjectNode config =
        request.extra().get(OUTPUT_CONFIG) instanceof ObjectNode own
            ? own.deepCopy()
            : Json.object();
    if (outputFormat != null) {
      config.set("format", outputFormat);
    }
    if (thinking.effort() != null) {
      config.put("effort", thinking.effort());
    }
    if (!config.isEmpty()) {
      modelFields.set(OUTPUT_CONFIG, config);
    }
  }

  private void inference(@Nullable Integer maxTokens, boolean isSampled) {
    ObjectNode config = Json.object();
    if (maxTokens != null) {
      config.put("maxTokens", maxTokens);
    }
    Double temperature = request.temperature();
    if (temperature != null && isSampled) {
      // OpenAI's scale goes on to 2.
      config.put("temperature", Math.min(1, temperature));
    } else if (temperature != null && temperature != 1) {
      dropped.add("temperature");
    }
    if (request.topP() != null && isSampled) {
      config.put("topP", request.topP());
    } else {
      drop("top_p", request.topP());
    }
    if (!request.stop().isEmpty()) {
      ArrayNode sequences = config.putArray("stopSequences");
      request.stop().forEach(sequences::add);
    }
    if (!config.isEmpty()) {
      body.set("inferenceConfig", config);
    }
  }

  /** How other makers' models are told to think. */
  private void reasoning() {
    String word = request.reasoningEffort();
    if (word == null) {
      return;
    }
    Effort effort = Effort.parse(word);
    List<String> efforts = target.traits().sizes().efforts();
    if (!target.traits().reasoning().contains("effort")) {
      if (effort != Effort.NONE) {
        dropped.add("reasoning_effort");
      }
    } else if (maker == Maker.AMAZON) {
      ObjectNode config = modelFields.putObject("reasoningConfig");
      if (effort == Effort.NONE) {
        config.put("type", "disabled");
      } else {
        config.put("type", "enabled").put("maxReasoningEffort", effort.among(efforts));
      }
    } else if (effort != Effort.NONE || efforts.contains(Effort.NONE.word())) {
      modelFields.put("reasoning_effort", effort.among(efforts));
    } else {
      dropped.add("reasoning_effort");
    }
  }

  private void unknownToMaker(String field) {
    JsonNode value = request.extra().get(field);
    if (value != null && !value.isNull()) {
      dropped.add(field);
    }
  }

  private void topK() {
    JsonNode topK = request.extra().get("top_k");
    if (topK == null || topK.isNull()) {
      return;
    }
    switch (maker) {
      case ANTHROPIC, MISTRAL -> modelFields.set("top_k", topK);
      case AMAZON -> modelFields.withObject("inferenceConfig").set("topK", topK);
      case COHERE -> modelFields.set("k", topK);
      default -> dropped.add("top_k");
    }
  }

  /** OpenAI's {@code auto} is the same as saying nothing. */
  private void tier() {
    JsonNode tier = request.extra().get("service_tier");
    if (tier == null || tier.isNull()) {
      return;
    }
    if (TIERS.contains(tier.asText())) {
      body.putObject("serviceTier").set("type", tier);
    } else if (!tier.asText().equals("auto")) {
      dropped.add("service_tier");
    }
  }

  private void rest() {
    drop("seed", request.seed());
    drop("presence_penalty", request.presencePenalty());
    drop("frequency_penalty", request.frequencyPenalty());
    if (request.user() != null) {
      dropped.add("user");
    }
    if (Boolean.FALSE.equals(request.parallelToolCalls())) {
      dropped.add("parallel_tool_calls");
    }
    request
        .extra()
        .forEach(
            (field, value) -> {
              if (value.isNull() || READ.contains(field)) {
                return;
              }
              if (PASSED.contains(field)) {
                body.set(field, value);
              } else {
                dropped.add(field);
              }
            });
  }

  /** Words of thinking go back within signed blocks, or not at all. */
  private void within(boolean hasRenamedDocuments) {
    for (String field : Losses.of(request, CARRIED)) {
      boolean isCarried =
          field.equals(FILENAME) && !hasRenamedDocuments
              || field.equals("messages.reasoning_content") && !ThinkingBlocks.areMissed(request);
      if (!isCarried) {
        dropped.add(field);
      }
    }
  }

  private void drop(String field, @Nullable Number value) {
    if (value != null) {
      dropped.add(field);
    }
  }
}

package dev.vaultgate.client.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.ResponseFormat;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Effort;
import dev.vaultgate.client.Losses;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.ToolOffer;
import dev.vaultgate.client.WireRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Chat requests as GenerateContentRequests. For one request. */
final class RequestEncoder {

  /** Fields of the API that OpenAI's request has not, in both spellings; passed on where given. */
  private static final Map<String, String> PASSED =
      Map.of(
          "safetySettings", "safetySettings",
          "safety_settings", "safetySettings",
          "cachedContent", "cachedContent",
          "cached_content", "cachedContent",
          "labels", "labels");

  /** Fields that are read below. */
  private static final Set<String> READ =
      Set.of("generationConfig", "generation_config", "modalities", "top_k");

  /** Fields within messages that have a place. */
  private static final Set<String> CARRIED =
      Set.of("messages.images", "messages.tool_calls.extra_content");

  private final ChatRequest request;
  private final Target target;
  private final List<String> dropped = new ArrayList<>();
  private final ObjectNode body = Json.object();
  private final ObjectNode config = Json.object();

  RequestEncoder(ChatRequest request, Target target) {
    this.request = request;
    this.target = target;
  }

  WireRequest encode(boolean stream) {
    for (String old : List.of("functions", "function_call")) {
      if (request.extra().containsKey(old)) {
        throw new InvalidRequestException(
            400, "invalid_value", old + ": not supported (expected: tools)", old);
      }
    }
    ToolOffer offer = ToolOffer.of(request);
    Contents contents = Contents.of(request.messages(), target);
    if (!contents.system().isEmpty()) {
      body.putObject("systemInstruction").set("parts", contents.system());
    }
    body.set("contents", contents.contents());
    ToolFields.write(offer, body);
    sampling();
    format();
    thinking();
    modalities();
    pass();
    dropped.addAll(Losses.of(request, CARRIED));
    if (!config.isEmpty()) {
      body.set("generationConfig", config);
    }
    return new WireRequest(Address.of(target, stream), Map.of(), Json.bytes(body), dropped);
  }

  private void sampling() {
    put("maxOutputTokens", request.outputTokensMax());
    put("temperature", request.temperature());
    put("topP", request.topP());
    if (request.extra().get("top_k") != null) {
      config.set("topK", request.extra().get("top_k"));
    }
    put("candidateCount", request.n());
    put("presencePenalty", request.presencePenalty());
    put("frequencyPenalty", request.frequencyPenalty());
    if (request.seed() != null) {
      config.put("seed", request.seed());
    }
    if (!request.stop().isEmpty()) {
      ArrayNode stop = config.putArray("stopSequences");
      request.stop().forEach(stop::add);
    }
    if (request.user() != null) {
      dropped.add("user");
    }
    if (Boolean.FALSE.equals(request.parallelToolCalls()) && !request.tools().isEmpty()) {
      dropped.add("parallel_tool_calls");
    }
  }

  private void put(String field, @Nullable Double value) {
    if (value != null) {
      config.put(field, value);
    }
  }

  private void put(String field, @Nullable Integer value) {
    if (value != null) {
      config.put(field, value);
    }
  }

  private void format() {
    ResponseFormat format = request.responseFormat();
    if (format == null || format == ResponseFormat.TEXT) {
      return;
    }
    config.put("responseMimeType", "application/json");
    if (format instanceof ResponseFormat.JsonSchema schema) {
      ObjectNode translated = Schemas.translated(schema.schema());
      if (translated != null) {
        config.set("responseSchema", translated);
      } else {
        config.set("responseJsonSchema", schema.schema());
      }
    } else if (format instanceof ResponseFormat.Unknown unknown) {
      throw InvalidRequestException.value(
          "response_format", unknown.json(), "text, json_object or json_schema");
    }
  }

  private void thinking() {
    if (request.reasoningEffort() == null) {
      return;
    }
    ObjectNode thinking =
        ThinkingConfig.of(Effort.parse(request.reasoningEffort()), target.traits());
    if (thinking == null) {
      dropped.add("reasoning_effort");
    } else {
      config.set("thinkingConfig", thinking);
    }
  }

  private void modalities() {
    JsonNode modalities = request.extra().get("modalities");
    if (modalities != null && modalities.isArray()) {
      ArrayNode wanted = config.putArray("responseModalities");
      modalities.forEach(word -> wanted.add(word.asText().toUpperCase(Locale.ROOT)));
    }
  }

  private void pass() {
    request
        .extra()
        .forEach(
            (field, value) -> {
              String name = PASSED.get(field);
              if (name != null) {
                body.set(name, value);
              } else if (field.equals("generationConfig") || field.equals("generation_config")) {
                // What the request says in OpenAI's words counts for more.
                value.properties().forEach(m -> config.putIfAbsent(m.getKey(), m.getValue()));
              } else if (!READ.contains(field) && !value.isNull()) {
                dropped.add(field);
              }
            });
  }
}

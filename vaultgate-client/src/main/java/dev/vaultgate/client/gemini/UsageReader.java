package dev.vaultgate.client.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.Usage;
import dev.vaultgate.api.json.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The API's {@code usageMetadata} as OpenAI counts. */
final class UsageReader {

  private UsageReader() {}

  /**
   * Reads the figures. OpenAI counts thoughts within the completion, and what tools added to the
   * prompt within the prompt; the API counts both beside.
   */
  static Usage read(JsonNode usage) {
    long prompt = count(usage, "promptTokenCount") + count(usage, "toolUsePromptTokenCount");
    long thoughts = count(usage, "thoughtsTokenCount");
    long completion = count(usage, "candidatesTokenCount") + thoughts;
    long total =
        usage.has("totalTokenCount") ? count(usage, "totalTokenCount") : prompt + completion;
    Map<String, JsonNode> extra = new LinkedHashMap<>();
    media(usage.path("promptTokensDetails"), "prompt_tokens_details", extra);
    media(usage.path("candidatesTokensDetails"), "completion_tokens_details", extra);
    return new Usage(
        prompt, completion, total, count(usage, "cachedContentTokenCount"), 0, thoughts, extra);
  }

  /**
   * Tokens of images, sound and video, which may have prices of their own: image_tokens and so on.
   */
  private static void media(JsonNode details, String field, Map<String, JsonNode> extra) {
    ObjectNode counts = Json.object();
    for (JsonNode detail : details) {
      String modality = detail.path("modality").asText().toLowerCase(Locale.ROOT);
      if (!modality.equals("text") && detail.path("tokenCount").isNumber()) {
        counts.put(modality + "_tokens", detail.path("tokenCount").longValue());
      }
    }
    if (!counts.isEmpty()) {
      extra.put(field, counts);
    }
  }

  private static long count(JsonNode usage, String field) {
    return usage.path(field).asLong(0);
  }
}

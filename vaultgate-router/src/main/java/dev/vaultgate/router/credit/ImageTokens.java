package dev.vaultgate.router.credit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.Usage;

/**
 * How many of a usage's plain tokens are of images, which may have prices of their own. Chats and
 * images report it under different names. Never more than there are.
 *
 * @param input of the prompt, besides what was cached
 * @param output of the answer, besides reasoning
 */
record ImageTokens(long input, long output) {

  static ImageTokens of(Usage usage) {
    long plainPrompt = usage.promptTokens() - usage.cachedTokens() - usage.cacheWriteTokens();
    long plainAnswer = usage.completionTokens() - usage.reasoningTokens();
    return new ImageTokens(
        count(usage, "prompt_tokens_details", "input_tokens_details", plainPrompt),
        count(usage, "completion_tokens_details", "output_tokens_details", plainAnswer));
  }

  boolean areNone() {
    return input == 0 && output == 0;
  }

  private static long count(Usage usage, String ofChats, String ofImages, long most) {
    JsonNode details = usage.extra().getOrDefault(ofChats, usage.extra().get(ofImages));
    long count = details == null ? 0 : details.path("image_tokens").asLong(0);
    return Math.max(0, Math.min(count, most));
  }
}

package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What an answer used, in tokens, counted as OpenAI counts: the prompt includes cached tokens, the
 * completion includes reasoning.
 *
 * @param promptTokens all tokens of the prompt
 * @param completionTokens all tokens of the answer
 * @param totalTokens the provider's total, usually the sum of both
 * @param cachedTokens the part of the prompt that was read from the provider's cache
 * @param cacheWriteTokens the part of the prompt that was written to the provider's cache
 * @param reasoningTokens the part of the completion that was reasoning
 * @param extra further fields of the provider's usage object
 */
public record Usage(
    long promptTokens,
    long completionTokens,
    long totalTokens,
    long cachedTokens,
    long cacheWriteTokens,
    long reasoningTokens,
    Map<String, JsonNode> extra) {

  public static final Usage NONE = of(0, 0);

  public Usage {
    extra = Extra.copyOf(extra);
  }

  /** Usage without cached or reasoning tokens. */
  public static Usage of(long promptTokens, long completionTokens) {
    return new Usage(
        promptTokens, completionTokens, promptTokens + completionTokens, 0, 0, 0, Map.of());
  }

  /** Usage whose total is the sum of prompt and completion. */
  public static Usage of(
      long promptTokens,
      long completionTokens,
      long cachedTokens,
      long cacheWriteTokens,
      long reasoningTokens) {
    return new Usage(
        promptTokens,
        completionTokens,
        promptTokens + completionTokens,
        cachedTokens,
        cacheWriteTokens,
        reasoningTokens,
        Map.of());
  }

  /** Whether every figure is possible: none negative, no part above its whole. */
  public boolean isPlausible() {
    return promptTokens >= 0
        && completionTokens >= 0
        && cachedTokens >= 0
        && cacheWriteTokens >= 0
        && reasoningTokens >= 0
        && cachedTokens + cacheWriteTokens <= promptTokens
        && reasoningTokens <= completionTokens;
  }
}

package dev.vaultgate.client.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the usage objects of one answer. A stream has several, with totals so far: a later figure
 * takes the place of an earlier one, except that nought hides no figure, since not every speaker of
 * the dialect repeats the input's. For one answer.
 */
final class UsageCount {

  private static final Set<String> READ =
      Set.of(
          "input_tokens",
          "cache_creation_input_tokens",
          "cache_read_input_tokens",
          "output_tokens",
          "output_tokens_details");

  private long input;
  private long cacheWrite;
  private long cacheRead;
  private long output;
  private long thinking;
  private final Map<String, JsonNode> extra = new LinkedHashMap<>();

  void add(JsonNode usage) {
    input = later(usage.path("input_tokens"), input);
    cacheWrite = later(usage.path("cache_creation_input_tokens"), cacheWrite);
    cacheRead = later(usage.path("cache_read_input_tokens"), cacheRead);
    output = later(usage.path("output_tokens"), output);
    thinking = later(usage.path("output_tokens_details").path("thinking_tokens"), thinking);
    usage
        .properties()
        .forEach(
            member -> {
              if (!READ.contains(member.getKey()) && !member.getValue().isNull()) {
                extra.put(member.getKey(), member.getValue());
              }
            });
  }

  private static long later(JsonNode figure, long before) {
    long value = figure.asLong(0);
    return value == 0 ? before : value;
  }

  /** OpenAI counts what came from and went to the cache within the prompt, this API beside it. */
  Usage usage() {
    long prompt = input + cacheRead + cacheWrite;
    return new Usage(prompt, output, prompt + output, cacheRead, cacheWrite, thinking, extra);
  }

  /** The usage of a whole answer; null when there is none. */
  static @Nullable Usage of(JsonNode usage) {
    if (!usage.path("output_tokens").isNumber()) {
      return null;
    }
    UsageCount count = new UsageCount();
    count.add(usage);
    return count.usage();
  }
}

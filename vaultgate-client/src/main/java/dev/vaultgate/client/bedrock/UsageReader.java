package dev.vaultgate.client.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.Usage;
import org.jspecify.annotations.Nullable;

/** The API's count of tokens. It counts what came from and went to the cache beside the prompt. */
final class UsageReader {

  private UsageReader() {}

  /** The usage of an answer; null when there is none. */
  static @Nullable Usage read(JsonNode usage) {
    if (!usage.path("outputTokens").isNumber()) {
      return null;
    }
    long read = cached(usage, "cacheReadInputToken");
    long written = cached(usage, "cacheWriteInputToken");
    return Usage.of(
        usage.path("inputTokens").asLong() + read + written,
        usage.path("outputTokens").asLong(),
        read,
        written,
        0);
  }

  /** Models that are called by their own bodies know the older name alone. */
  private static long cached(JsonNode usage, String name) {
    return usage.path(name + "s").asLong(usage.path(name + "Count").asLong(0));
  }
}

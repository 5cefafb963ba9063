package dev.vaultgate.client.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.Usage;
import org.jspecify.annotations.Nullable;

/** The API's {@code usage} as OpenAI counts: the real tokens, not the billed units. */
final class UsageReader {

  private UsageReader() {}

  /** Null where nothing is counted, as with an answer that failed. */
  static @Nullable Usage read(JsonNode usage) {
    JsonNode tokens = usage.path("tokens");
    return tokens.path("input_tokens").isNumber()
        ? Usage.of(
            tokens.path("input_tokens").asLong(),
            tokens.path("output_tokens").asLong(),
            usage.path("cached_tokens").asLong(0),
            0,
            0)
        : null;
  }
}

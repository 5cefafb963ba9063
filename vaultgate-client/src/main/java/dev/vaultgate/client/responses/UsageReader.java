package dev.vaultgate.client.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.Usage;

/** Usage in the API's words; both totals include their details, as in chat completions. */
final class UsageReader {

  private UsageReader() {}

  static Usage read(JsonNode usage) {
    JsonNode input = usage.path("input_tokens_details");
    return Usage.of(
        usage.path("input_tokens").asLong(),
        usage.path("output_tokens").asLong(),
        input.path("cached_tokens").asLong(),
        input.path("cache_write_tokens").asLong(),
        usage.path("output_tokens_details").path("reasoning_tokens").asLong());
  }
}

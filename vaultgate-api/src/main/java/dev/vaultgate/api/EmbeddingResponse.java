package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Vectors, in the order of the inputs.
 *
 * @param usage tokens of the input; null when the provider did not say
 */
public record EmbeddingResponse(
    String model, List<float[]> vectors, @Nullable Usage usage, Map<String, JsonNode> extra) {

  public EmbeddingResponse {
    vectors = List.copyOf(vectors);
    extra = Extra.copyOf(extra);
  }
}

package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts to turn into vectors.
 *
 * @param input at least one text
 * @param dimensions the wanted length of the vectors; null leaves it to the model
 * @param extra further fields
 */
public record EmbeddingRequest(
    String model,
    List<String> input,
    @Nullable Integer dimensions,
    @Nullable String user,
    Map<String, JsonNode> extra) {

  public EmbeddingRequest {
    Check.notBlank("model", model);
    input = List.copyOf(input);
    Check.that(!input.isEmpty(), "input", "[]", "at least one text");
    Check.range("dimensions", dimensions, 1, Integer.MAX_VALUE);
    extra = Extra.copyOf(extra);
  }

  public static EmbeddingRequest of(String model, String... input) {
    return new EmbeddingRequest(model, List.of(input), null, null, Map.of());
  }

  /** The same texts to another model. */
  public EmbeddingRequest withModel(String model) {
    return new EmbeddingRequest(model, input, dimensions, user, extra);
  }
}

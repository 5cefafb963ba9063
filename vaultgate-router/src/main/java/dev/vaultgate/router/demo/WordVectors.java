package dev.vaultgate.router.demo;

import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.EmbeddingResponse;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Vectors that follow from the words of a text alone: each word points in a direction of its own,
 * and a text in the direction of their sum. So texts that share words lie near each other, which is
 * enough to try a search.
 */
final class WordVectors {

  private static final int DIMENSIONS = 256;
  private static final int DIMENSIONS_MAX = 1_024;
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  private WordVectors() {}

  static EmbeddingResponse of(EmbeddingRequest request, String model) {
    Integer asked = request.dimensions();
    if (asked != null && asked > DIMENSIONS_MAX) {
      throw InvalidRequestException.value("dimensions", asked, "1 to " + DIMENSIONS_MAX);
    }
    List<float[]> vectors = new ArrayList<>();
    long tokens = 0;
    for (String text : request.input()) {
      vectors.add(vector(text, asked == null ? DIMENSIONS : asked));
      tokens += Tokens.of(text);
    }
    return new EmbeddingResponse(model, vectors, Usage.of(tokens, 0), Map.of());
  }

  /** Of length 1. */
  private static float[] vector(String text, int dimensions) {
    double[] sum = new double[dimensions];
    for (String word : BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT), -1)) {
      Dice dice = Dice.of(word);
      for (int i = 0; i < dimensions; i++) {
        sum[i] += dice.between(-1, 1);
      }
    }
    double square = 0;
    for (double part : sum) {
      square += part * part;
    }
    float[] vector = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) (sum[i] / Math.sqrt(square));
    }
    return vector;
  }
}

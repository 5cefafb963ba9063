package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Vectors as most dialects write them: rows of numbers. */
public final class Vectors {

  private Vectors() {}

  /** Reads an array of arrays of numbers; anything else is an invalid answer. */
  public static List<float[]> read(JsonNode rows) {
    if (!rows.isArray()) {
      throw UpstreamFailure.invalid("an answer without vectors", null);
    }
    List<float[]> vectors = new ArrayList<>(rows.size());
    rows.forEach(row -> vectors.add(vector(row)));
    return vectors;
  }

  /** Reads one array of numbers. */
  public static float[] vector(JsonNode numbers) {
    float[] vector = new float[numbers.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) numbers.get(i).asDouble();
    }
    return vector;
  }
}

package dev.vaultgate.examples.bench.report;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * A figure over the rounds.
 *
 * @param median of the values that exist; NaN when there are none
 * @param min the least of them
 * @param max the greatest of them
 */
public record Spread(double median, double min, double max) {

  static Spread of(DoubleStream values) {
    double[] sorted = values.filter(value -> !Double.isNaN(value)).toArray();
    if (sorted.length == 0) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN);
    }
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  /** Whether there is anything to say. */
  public boolean exists() {
    return !Double.isNaN(median);
  }

  /** Whether the rounds differ enough to be mentioned: by more than a tenth of the median. */
  boolean isWide() {
    return max - min > 0.1 * Math.abs(median);
  }
}

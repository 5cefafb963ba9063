package dev.vaultgate.examples.bench.load;

import java.util.Arrays;

/** A growing list of durations in nanoseconds. Not thread-safe. */
public final class Samples {

  private long[] nanos = new long[1_024];
  private int size;
  private boolean sorted;

  void add(long durationNanos) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * size);
    }
    nanos[size++] = durationNanos;
    sorted = false;
  }

  public int size() {
    return size;
  }

  /**
   * The duration that this share of all samples do not exceed, in microseconds; NaN when there are
   * no samples.
   *
   * @param share from 0 (the shortest) to 1 (the longest)
   */
  public double quantileMicros(double share) {
    if (size == 0) {
      return Double.NaN;
    }
    if (!sorted) {
      Arrays.sort(nanos, 0, size);
      sorted = true;
    }
    int rank = (int) Math.ceil(share * size);
    return nanos[Math.max(0, rank - 1)] / 1_000.0;
  }
}

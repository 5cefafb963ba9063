package dev.vaultgate.router.usage;

import org.jspecify.annotations.Nullable;

/**
 * How long calls took, as percentiles in milliseconds: of so many per cent of the calls none took
 * longer. Calls are counted in slots of time, and within one they are taken to lie evenly.
 */
public record Latency(long p50, long p90, long p95, long p99) {

  /** Where each slot begins, in milliseconds. */
  private static final long[] STARTS = {
    0, 20, 50, 100, 200, 300, 500, 750, 1_000, 1_500, 2_000, 3_000, 5_000, 7_500, 10_000, 15_000,
    20_000, 30_000, 60_000, 120_000
  };

  /** How many slots there are. */
  public static final int SLOTS = STARTS.length;

  private static final int WHOLE = 100;

  /** The slot of a call that took so long. */
  public static int slot(long millis) {
    int slot = 0;
    while (slot + 1 < SLOTS && STARTS[slot + 1] <= millis) {
      slot++;
    }
    return slot;
  }

  /**
   * The percentiles of calls that were counted in slots, or null when there is none.
   *
   * @param calls of each slot
   */
  public static @Nullable Latency of(long[] calls) {
    long all = 0;
    for (long count : calls) {
      all += count;
    }
    return all == 0
        ? null
        : new Latency(
            percentile(calls, all, 50),
            percentile(calls, all, 90),
            percentile(calls, all, 95),
            percentile(calls, all, 99));
  }

  private static long percentile(long[] calls, long all, int percent) {
    long rank = (all * percent + WHOLE - 1) / WHOLE;
    int slot = 0;
    while (rank > calls[slot]) {
      rank -= calls[slot];
      slot++;
    }
    long start = STARTS[slot];
    long end = slot + 1 < SLOTS ? STARTS[slot + 1] : start;
    return start + (end - start) * rank / calls[slot];
  }
}

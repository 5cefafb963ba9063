package dev.vaultgate.router.route;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long a deployment has taken to its first content of late. Two figures come of it: a mean that
 * jumps to every peak and forgets it slowly (peak EWMA, as in Finagle), for choosing; and the
 * deployment's own p95, for hedging.
 *
 * <p>Safe for many threads. Two that observe at once may lose one of two samples, which nobody
 * misses; no thread waits for another.
 */
final class Latency {

  /** After so long without samples, an e-th part of what was observed still counts. */
  private static final double FORGET_NANOS = 10e9;

  private static final int SAMPLES = 128;

  /** Fewer tell no p95. */
  private static final int SAMPLES_MIN = 20;

  private final AtomicLongArray samples = new AtomicLongArray(SAMPLES);
  private final AtomicInteger count = new AtomicInteger();
  private volatile double peak;
  private volatile long observedAt;

  void observe(long nanos, long now) {
    int seen = count.getAndIncrement();
    samples.set(Math.floorMod(seen, SAMPLES), Math.max(1, nanos));
    double kept = seen == 0 ? 0 : kept(now);
    double before = peak;
    peak = nanos > before * kept ? nanos : before * kept + nanos * (1 - kept);
    observedAt = now;
  }

  private double kept(long now) {
    return Math.exp(-Math.max(0, now - observedAt) / FORGET_NANOS);
  }

  /** What a call would take now, 0 when nobody knows. */
  long typicalNanos(long now) {
    return count.get() == 0 ? 0 : (long) (peak * kept(now));
  }

  /** The time within which nineteen of twenty answered; -1 when there are too few to tell. */
  long p95Nanos() {
    int seen = count.get();
    // The count may wrap after two thousand million calls; then the ring is full for sure.
    int known = seen < 0 ? SAMPLES : Math.min(seen, SAMPLES);
    if (known < SAMPLES_MIN) {
      return -1;
    }
    long[] sorted = new long[known];
    for (int i = 0; i < known; i++) {
      sorted[i] = samples.get(i);
    }
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(known * 0.95) - 1];
  }
}

package dev.vaultgate.router.limit;

import java.time.Duration;
import java.util.Arrays;

/**
 * Requests or tokens in the last minute, in buckets of one second: the running second and the 60
 * full ones before it never hold more than the limit, so that no span of 60 seconds does, and the
 * time of the next free place is exact to a second. A fixed window would allow twice the limit at
 * its edge, a token bucket the limit and a refill.
 *
 * <p>Seconds without anything take no room: most keys ask seldom, and there may be many of them.
 *
 * <p>Time is a parameter and never runs backwards. Not safe for several threads.
 */
final class SlidingWindow {

  private static final int SECONDS = 60;
  private static final int BUCKETS = SECONDS + 1;
  private static final int FEW = 2;
  private static final long NANOS = 1_000_000_000L;
  private static final long[] NONE = {};

  /** Seconds in which something was counted, the oldest at {@code first}, the latest last. */
  private long[] seconds = NONE;

  private long[] counts = NONE;
  private int first;
  private int end;
  private long second;
  private long sum;

  /** Counts so many in the running second. */
  void take(long amount, long nanoTime) {
    moveTo(nanoTime);
    if (amount == 0) {
      return;
    }
    if (first == end || seconds[end - 1] != second) {
      makeRoom();
      seconds[end] = second;
      counts[end] = 0;
      end++;
    }
    counts[end - 1] += amount;
    sum += amount;
  }

  /** Takes back what was counted at that time, if it still counts. */
  void giveBack(long amount, long takenNanoTime, long nanoTime) {
    moveTo(nanoTime);
    int bucket = Arrays.binarySearch(seconds, first, end, Math.floorDiv(takenNanoTime, NANOS));
    if (bucket >= 0) {
      counts[bucket] -= amount;
      sum -= amount;
    }
  }

  /** How the window stands. */
  RateState state(int limit, long nanoTime) {
    moveTo(nanoTime);
    return new RateState(limit, (int) Math.max(0, limit - sum), untilEmpty(nanoTime).toMillis());
  }

  boolean isEmpty(long nanoTime) {
    moveTo(nanoTime);
    return sum == 0;
  }

  /**
   * When so many are free; zero when they are.
   *
   * @param amount not more than the limit
   */
  Duration untilFree(int limit, long amount, long nanoTime) {
    moveTo(nanoTime);
    long toLeave = sum - limit + amount;
    if (toLeave <= 0) {
      return Duration.ZERO;
    }
    for (int bucket = first; bucket < end; bucket++) {
      toLeave -= counts[bucket];
      if (toLeave <= 0) {
        return untilLeft(seconds[bucket], nanoTime);
      }
    }
    return untilLeft(second, nanoTime);
  }

  private Duration untilEmpty(long nanoTime) {
    for (int bucket = end - 1; bucket >= first; bucket--) {
      if (counts[bucket] > 0) {
        return untilLeft(seconds[bucket], nanoTime);
      }
    }
    return Duration.ZERO;
  }

  /** A bucket leaves the window when 60 whole seconds lie behind its end. */
  private static Duration untilLeft(long bucket, long nanoTime) {
    return Duration.ofNanos((bucket + BUCKETS) * NANOS - nanoTime);
  }

  private void moveTo(long nanoTime) {
    second = Math.floorDiv(nanoTime, NANOS);
    while (first < end && second - seconds[first] >= BUCKETS) {
      sum -= counts[first];
      first++;
    }
  }

  /** Makes room for one more bucket: where old ones were, or in larger arrays. */
  private void makeRoom() {
    if (end < seconds.length) {
      return;
    }
    int size = end - first;
    boolean hasRoom = size < seconds.length / 2;
    long[] grown = hasRoom ? seconds : new long[capacity(size)];
    long[] grownCounts = hasRoom ? counts : new long[grown.length];
    System.arraycopy(seconds, first, grown, 0, size);
    System.arraycopy(counts, first, grownCounts, 0, size);
    seconds = grown;
    counts = grownCounts;
    first = 0;
    end = size;
  }

  /** Twice as many, and room to be moved seldom when every second of the window has something. */
  private static int capacity(int size) {
    return size == 0 ? FEW : Math.min(2 * size, 2 * BUCKETS);
  }
}

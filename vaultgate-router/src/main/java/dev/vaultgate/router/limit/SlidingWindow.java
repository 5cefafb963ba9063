package dev.vaultgate.router.limit;

import java.time.Duration;
import java.util.Arrays;

/**
 * Requests or tokens in the last minute, in buckets of one second: the running second and the 60
 * full ones before it never hold more than the limit, so that no span of 60 seconds does, and the
 * time of the next free place is exact to a second. A fixed window would allow twice the limit at
 * its edge, a token bucket the limit and a refill.
 *
 * <p>Time is a parameter and never runs backwards. Not safe for several threads.
 */
final class SlidingWindow {

  private static final int SECONDS = 60;
  private static final int BUCKETS = SECONDS + 1;
  private static final long NANOS = 1_000_000_000L;

  private final long[] counts = new long[BUCKETS];
  private long second = Long.MIN_VALUE;
  private long sum;

  /** Counts so many in the running second. */
  void take(long amount, long nanoTime) {
    moveTo(nanoTime);
    counts[index(second)] += amount;
    sum += amount;
  }

  /** Takes back what was counted at that time, if it still counts. */
  void giveBack(long amount, long takenNanoTime, long nanoTime) {
    moveTo(nanoTime);
    long taken = Math.floorDiv(takenNanoTime, NANOS);
    if (second - taken < BUCKETS) {
      counts[index(taken)] -= amount;
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
    int age = SECONDS;
    for (; age > 0; age--) {
      toLeave -= counts[index(second - age)];
      if (toLeave <= 0) {
        break;
      }
    }
    return untilLeft(second - age, nanoTime);
  }

  private Duration untilEmpty(long nanoTime) {
    for (int age = 0; age < BUCKETS; age++) {
      if (counts[index(second - age)] > 0) {
        return untilLeft(second - age, nanoTime);
      }
    }
    return Duration.ZERO;
  }

  /** A bucket leaves the window when 60 whole seconds lie behind its end. */
  private static Duration untilLeft(long bucket, long nanoTime) {
    return Duration.ofNanos((bucket + BUCKETS) * NANOS - nanoTime);
  }

  private void moveTo(long nanoTime) {
    long now = Math.floorDiv(nanoTime, NANOS);
    if (second == Long.MIN_VALUE || now - second >= BUCKETS) {
      Arrays.fill(counts, 0);
      sum = 0;
      second = now;
    }
    while (second < now) {
      second++;
      sum -= counts[index(second)];
      counts[index(second)] = 0;
    }
  }

  private static int index(long second) {
    return (int) Math.floorMod(second, (long) BUCKETS);
  }
}

package dev.vaultgate.router.limit;

import java.time.Duration;
import java.util.Arrays;

/**
 * Requests in the last minute, in buckets of one second: never more than the limit in any 60
 * seconds, and the time of the next free place exact to a second. A fixed window would allow twice
 * the limit at its edge, a token bucket the limit and a refill.
 *
 * <p>Not safe for several threads.
 */
final class SlidingWindow {

  private static final int SECONDS = 60;
  private static final int BUCKETS = SECONDS + 1;
  private static final long NANOS = 1_000_000_000L;

  private final int[] counts = new int[BUCKETS];
  private long second = Long.MIN_VALUE;
  private int sum;

  /** Takes a place at this time; false when there is none. */
  boolean tryTake(int limit, long nanoTime) {
    moveTo(Math.floorDiv(nanoTime, NANOS));
    if (sum >= limit) {
      return false;
    }
    counts[index(second)]++;
    sum++;
    return true;
  }

  /** How the window stands after the last {@link #tryTake}. */
  RateState state(int limit, long nanoTime) {
    moveTo(Math.floorDiv(nanoTime, NANOS));
    return new RateState(limit, Math.max(0, limit - sum), untilEmpty(nanoTime).toMillis());
  }

  /** When a place is free again. */
  Duration untilFree(int limit, long nanoTime) {
    int toLeave = sum - limit + 1;
    for (int age = SECONDS; age >= 0; age--) {
      toLeave -= counts[index(second - age)];
      if (toLeave <= 0) {
        return untilLeft(second - age, nanoTime);
      }
    }
    return Duration.ofSeconds(SECONDS);
  }

  private Duration untilEmpty(long nanoTime) {
    for (int age = 0; age <= SECONDS; age++) {
      if (counts[index(second - age)] > 0) {
        return untilLeft(second - age, nanoTime);
      }
    }
    return Duration.ZERO;
  }

  /** A bucket leaves the window when 60 whole seconds lie behind its end. */
  private static Duration untilLeft(long bucket, long nanoTime) {
    return Duration.ofNanos(Math.max(0, (bucket + BUCKETS) * NANOS - nanoTime));
  }

  private void moveTo(long now) {
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

package dev.vaultgate.router.limit;

import java.time.Duration;
import java.util.Arrays;

/**
 * Requests in the last minute, in buckets of one second: the running second and the 60 full ones
 * before it never hold more than the limit, so that no span of 60 seconds does, and the time of the
 * next free place is exact to a second. A fixed window would allow twice the limit at its edge, a
 * token bucket the limit and a refill.
 *
 * <p>Time is a parameter and never runs backwards. Not safe for several threads.
 */
final class SlidingWindow {

  private static final int SECONDS = 60;
  private static final int BUCKETS = SECONDS + 1;
  private static final long NANOS = 1_000_000_000L;

  private final int[] counts = new int[BUCKETS];
  private long second = Long.MIN_VALUE;
  private int sum;

  /** Whether a request may come now. */
  boolean isFree(int limit, long nanoTime) {
    moveTo(nanoTime);
    return sum < limit;
  }

  /** Counts a request in the running second. */
  void take(long nanoTime) {
    moveTo(nanoTime);
    counts[index(second)]++;
    sum++;
  }

  /** Takes back a request that was counted at that time, if it still counts. */
  void giveBack(long takenNanoTime, long nanoTime) {
    moveTo(nanoTime);
    long taken = Math.floorDiv(takenNanoTime, NANOS);
    if (second - taken < BUCKETS) {
      counts[index(taken)]--;
      sum--;
    }
  }

  /** How the window stands. */
  RateState state(int limit, long nanoTime) {
    moveTo(nanoTime);
    return new RateState(limit, Math.max(0, limit - sum), untilEmpty(nanoTime).toMillis());
  }

  boolean isEmpty(long nanoTime) {
    moveTo(nanoTime);
    return sum == 0;
  }

  /** When a place is free again; zero when one is. */
  Duration untilFree(int limit, long nanoTime) {
    moveTo(nanoTime);
    int toLeave = sum - limit + 1;
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

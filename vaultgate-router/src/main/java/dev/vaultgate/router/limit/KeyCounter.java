package dev.vaultgate.router.limit;

import dev.vaultgate.api.RateLimitException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one key has asked for in the last minute and what it has running, and the decision whether
 * one more call may come. Time is a parameter. Not safe for several threads.
 */
final class KeyCounter {

  /** Nobody knows when a call ends; a second is what a client may wait without asking in vain. */
  private static final Duration WAIT_FOR_A_CALL = Duration.ofSeconds(1);

  private final SlidingWindow window = new SlidingWindow();
  private int running;

  /** Why a call may not come, and when to ask again. */
  record Refusal(String code, String message, Duration retryAfter) {

    RateLimitException toException() {
      return RateLimitException.of(code, message, retryAfter);
    }
  }

  /**
   * Counts a call in, or says why not; a call that is refused does not count.
   *
   * @param requestsPerMinute 0 for no limit
   * @param concurrencyMax 0 for no limit
   */
  @Nullable Refusal enter(int requestsPerMinute, int concurrencyMax, long nanoTime) {
    if (requestsPerMinute > 0 && !window.isFree(requestsPerMinute, nanoTime)) {
      return new Refusal(
          "rate_limit_exceeded",
          "The key's limit of " + requestsPerMinute + " requests per minute is used up.",
          window.untilFree(requestsPerMinute, nanoTime));
    }
    if (concurrencyMax > 0 && running >= concurrencyMax) {
      return new Refusal(
          "concurrency_limit_exceeded",
          "The key has " + running + " calls running, which is as many as it may.",
          WAIT_FOR_A_CALL);
    }
    window.take(nanoTime);
    running++;
    return null;
  }

  /** A call has ended. */
  void leave() {
    running--;
  }

  /** A call that came at that time was refused after all, so that it does not count. */
  void cancel(long enteredNanoTime, long nanoTime) {
    running--;
    window.giveBack(enteredNanoTime, nanoTime);
  }

  RateState state(int requestsPerMinute, long nanoTime) {
    return window.state(requestsPerMinute, nanoTime);
  }

  /** Whether nothing would be lost by forgetting this key. */
  boolean isIdle(long nanoTime) {
    return running == 0 && window.isEmpty(nanoTime);
  }
}

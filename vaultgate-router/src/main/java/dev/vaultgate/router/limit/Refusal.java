package dev.vaultgate.router.limit;

import dev.vaultgate.api.RateLimitException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a call may not come, and when to ask again. */
record Refusal(String code, String message, Duration retryAfter) {

  static Refusal rate(String limit, Duration retryAfter) {
    return new Refusal("rate_limit_exceeded", limit + " is used up.", retryAfter);
  }

  static Refusal concurrency(String limit, Duration retryAfter) {
    return new Refusal("concurrency_limit_exceeded", limit + " is reached.", retryAfter);
  }

  /** The one that lasts longer, where null is none. */
  static @Nullable Refusal tighter(@Nullable Refusal one, @Nullable Refusal other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.retryAfter.compareTo(other.retryAfter) >= 0 ? one : other;
  }

  RateLimitException toException() {
    return RateLimitException.of(code, message, retryAfter);
  }
}

package dev.vaultgate.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The caller's key has used up a limit: 429. Never about a provider's limits. */
public final class RateLimitException extends VaultGateException {

  private static final long serialVersionUID = 1L;

  private RateLimitException(ErrorDetail detail, @Nullable Duration retryAfter) {
    super(429, detail, retryAfter, null);
  }

  /** Too many at a time; the limit opens again after {@code retryAfter}. */
  public static RateLimitException of(String code, String message, Duration retryAfter) {
    return new RateLimitException(
        new ErrorDetail(message, "rate_limit_error", code, null), retryAfter);
  }

  /** A quota that does not refill by waiting a moment. */
  public static RateLimitException quotaExceeded(String message) {
    return new RateLimitException(
        new ErrorDetail(message, "insufficient_quota", "token_quota_exceeded", null), null);
  }

  @Override
  public boolean isRetryable() {
    return retryAfter().isPresent();
  }
}

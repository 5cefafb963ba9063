package dev.vaultgate.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The request collides with another of the same {@code Idempotency-Key}: 409. */
public final class ConflictException extends VaultGateException {

  private static final long serialVersionUID = 1L;

  public ConflictException(String code, String message, @Nullable Duration retryAfter) {
    super(409, new ErrorDetail(message, "conflict_error", code, null), retryAfter, null);
  }

  @Override
  public boolean isRetryable() {
    return retryAfter().isPresent();
  }
}

package dev.vaultgate.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The gateway itself failed or is busy: 500 or 503. */
public final class ServerException extends VaultGateException {

  private static final long serialVersionUID = 1L;

  private ServerException(
      int status,
      String code,
      String message,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(status, new ErrorDetail(message, "server_error", code, null), retryAfter, cause);
  }

  /** A defect of ours. The message says nothing of the cause, which is for the log alone. */
  public static ServerException internal(Throwable cause) {
    return new ServerException(
        500, "internal_error", "The gateway failed to handle the request.", null, cause);
  }

  /** Storage does not answer; nothing was charged and nobody upstream was asked. */
  public static ServerException storageUnavailable(@Nullable Throwable cause) {
    return new ServerException(
        503,
        "storage_unavailable",
        "The gateway's storage is not available.",
        Duration.ofSeconds(1),
        cause);
  }

  /** The payment provider does not answer, or refuses us; nothing was ordered or paid. */
  public static ServerException paymentsUnavailable(@Nullable Throwable cause) {
    return new ServerException(
        503,
        "payments_unavailable",
        "The payment provider is not available.",
        Duration.ofSeconds(5),
        cause);
  }

  /** More requests than the gateway takes at once. */
  public static ServerException overloaded(Duration retryAfter) {
    return new ServerException(
        503, "server_overloaded", "The gateway is at its capacity.", retryAfter, null);
  }

  /** The gateway is about to stop. */
  public static ServerException shuttingDown() {
    return new ServerException(
        503, "shutting_down", "The gateway is shutting down.", Duration.ofSeconds(5), null);
  }

  @Override
  public boolean isRetryable() {
    return true;
  }
}

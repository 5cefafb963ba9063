package dev.vaultgate.api;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that failed. The family is sealed, and its members follow who is to blame:
 *
 * <ul>
 *   <li>the caller: {@link InvalidRequestException}, {@link AuthenticationException}, {@link
 *       BillingException}, {@link PermissionException}, {@link ConflictException}, {@link
 *       RateLimitException};
 *   <li>a provider: {@link UpstreamException};
 *   <li>the gateway itself: {@link ServerException};
 *   <li>nobody: {@link CancelledException}.
 * </ul>
 *
 * A fault of a provider or of the gateway is never reported as one of the caller's.
 */
public abstract sealed class VaultGateException extends RuntimeException
    permits InvalidRequestException,
        AuthenticationException,
        BillingException,
        PermissionException,
        ConflictException,
        RateLimitException,
        UpstreamException,
        ServerException,
        CancelledException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient ErrorDetail detail;
  private final transient @Nullable Duration retryAfter;

  VaultGateException(
      int status, ErrorDetail detail, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    super(detail.message(), cause);
    this.status = status;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  /** The HTTP status that this error has, or would have, at the gateway's door. */
  public final int status() {
    return status;
  }

  /** The error in OpenAI's shape. */
  public final ErrorDetail detail() {
    return detail;
  }

  public final String type() {
    return detail.type();
  }

  public final @Nullable String code() {
    return detail.code();
  }

  public final @Nullable String param() {
    return detail.param();
  }

  /** How long to wait before another attempt, when somebody said so. */
  public final Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** Whether the same call may succeed later. */
  public abstract boolean isRetryable();
}

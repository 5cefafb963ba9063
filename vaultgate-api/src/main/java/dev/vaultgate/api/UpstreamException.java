package dev.vaultgate.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A provider failed: 503, whatever status the provider itself gave. The message is ours; what the
 * provider said is in {@link #report()}, for logs.
 */
public final class UpstreamException extends VaultGateException {

  private static final long serialVersionUID = 1L;

  private final UpstreamFault fault;
  private final transient Report report;

  /**
   * What a person at three in the morning needs to know.
   *
   * @param provider the provider's id, empty when no provider was asked
   * @param deployment {@code provider/model}, empty when none was asked
   * @param status the provider's HTTP status, 0 when none came
   * @param message the provider's own words, shortened and free of secrets
   * @param requestId the provider's name for the request, or null
   */
  public record Report(
      String provider, String deployment, int status, String message, @Nullable String requestId) {

    public static final Report NONE = new Report("", "", 0, "", null);
  }

  public UpstreamException(
      UpstreamFault fault,
      Report report,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(
        503,
        new ErrorDetail(fault.message(), "upstream_error", fault.code(), null),
        retryAfter,
        cause);
    this.fault = fault;
    this.report = report;
  }

  public UpstreamFault fault() {
    return fault;
  }

  /** Who failed and how, for logs; not for callers. */
  public Report report() {
    return report;
  }

  @Override
  public boolean isRetryable() {
    return true;
  }
}

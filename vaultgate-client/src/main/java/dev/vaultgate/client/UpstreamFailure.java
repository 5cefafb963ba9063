package dev.vaultgate.client;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.VaultGateException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure as a wire reads it: whose fault it is and what the provider said. It does not know yet
 * which provider and which request it belongs to; {@link #toException} adds that.
 */
public final class UpstreamFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Kind kind;
  private final int status;
  private final transient @Nullable Duration retryAfter;
  private transient Notes notes = Notes.NONE;

  /** Whose fault it is. */
  public sealed interface Kind {

    /** The provider's. */
    record Upstream(UpstreamFault fault) implements Kind {}

    /**
     * The caller's: the provider refused the request itself.
     *
     * @param status what the caller shall see: 400 or 413
     * @param code {@code invalid_value}, {@code context_length_exceeded}, {@code content_filter} or
     *     {@code request_too_large}
     * @param param the field to blame, when known
     */
    record Caller(int status, String code, @Nullable String param) implements Kind {}
  }

  public UpstreamFailure(
      Kind kind,
      int status,
      String message,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** A fault of the provider without a status of its own. */
  public static UpstreamFailure of(UpstreamFault fault, String message) {
    return new UpstreamFailure(new Kind.Upstream(fault), 0, message, null, null);
  }

  /** A body or event that is not what the dialect promises. */
  public static UpstreamFailure invalid(String message, @Nullable Throwable cause) {
    return new UpstreamFailure(
        new Kind.Upstream(UpstreamFault.INVALID_RESPONSE), 0, message, null, cause);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  public Kind kind() {
    return kind;
  }

  /** The provider's HTTP status, 0 when none came. */
  public int status() {
    return status;
  }

  /** How long the provider asked us to wait, not yet clamped; null when it did not. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  /** What is special about it, for the log. */
  public Notes notes() {
    return notes;
  }

  /** Notes something special; returns this. */
  public UpstreamFailure noting(Notes more) {
    notes = notes.and(more);
    return this;
  }

  /** Notes something special; returns this. */
  public UpstreamFailure noting(String name, Object value) {
    notes = notes.with(name, value);
    return this;
  }

  /** What is special about the attempt that ended with this; none where no wire has read it. */
  public static Notes notes(VaultGateException ended) {
    for (Throwable cause = ended.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof UpstreamFailure failure) {
        return failure.notes;
      }
    }
    return Notes.NONE;
  }

  boolean isOf(UpstreamFault fault) {
    return kind instanceof Kind.Upstream upstream && upstream.fault() == fault;
  }

  /** The same for a whole answer, in which nothing is an error of a stream. */
  UpstreamFailure ofWholeAnswer() {
    return isOf(UpstreamFault.STREAM_ERROR)
        ? new UpstreamFailure(
                new Kind.Upstream(UpstreamFault.SERVER), status, getMessage(), retryAfter, this)
            .noting(notes)
        : this;
  }

  /** The failure as callers and routers know it. */
  public VaultGateException toException(Target target) {
    String requestId = notes.value(Notes.UPSTREAM_REQUEST);
    if (kind instanceof Kind.Caller caller) {
      return new InvalidRequestException(
          caller.status(), caller.code(), getMessage(), caller.param(), this);
    }
    return new UpstreamException(
        ((Kind.Upstream) kind).fault(),
        new UpstreamException.Report(
            target.provider(), target.id(), status, getMessage(), requestId),
        retryAfter,
        this);
  }
}

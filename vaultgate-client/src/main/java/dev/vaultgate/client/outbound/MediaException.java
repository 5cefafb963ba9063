package dev.vaultgate.client.outbound;

import org.jspecify.annotations.Nullable;

/**
 * Why what an address names was not brought. The message is for the operator's log alone: told to
 * whoever wrote the address, it would be a way to explore the network that we stand in.
 */
public final class MediaException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What was wrong. */
  public enum Reason {
    /** The rules forbid the address. */
    NOT_ALLOWED,
    /** There is nothing, or it did not come in time. */
    NOT_FETCHED,
    /** It is larger than it may be. */
    TOO_LARGE,
    /** It is no picture or document of a kind that is wanted. */
    WRONG_TYPE
  }

  private final Reason reason;

  MediaException(Reason reason, String message) {
    this(reason, message, null);
  }

  MediaException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  static MediaException notAllowed(String why) {
    return new MediaException(Reason.NOT_ALLOWED, why);
  }

  public Reason reason() {
    return reason;
  }
}

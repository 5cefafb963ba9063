package dev.vaultgate.router.usage;

import dev.vaultgate.api.CancelledException;
import java.util.Locale;

/** How a call ended. */
public enum Outcome {
  /** The answer was delivered whole. */
  OK,
  /** Refused before a provider was asked: a limit, a model, credit. */
  REJECTED,
  /** The provider refused the request itself. */
  CALLER_ERROR,
  /** No provider answered. */
  UPSTREAM_ERROR,
  /** A stream broke after its first content. */
  PARTIAL,
  /** The caller left before the end. */
  CLIENT_CLOSED,
  /** The caller stopped reading, and was cut off. */
  CLIENT_STALLED,
  /** The gateway stopped or failed before the end. */
  INTERRUPTED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** That of a call whose caller has left, or does not read. */
  public static Outcome of(CancelledException left) {
    return left.isStalled() ? CLIENT_STALLED : CLIENT_CLOSED;
  }

  /** The word in storage and JSON, such as {@code client_closed}. */
  public String word() {
    return word;
  }

  /**
   * The outcome of a word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Outcome parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}

package dev.vaultgate.router.route;

import java.time.Duration;

/**
 * How much of a stream is held back after its first content, so that one that breaks in its first
 * moments is replaced unseen. Whichever bound is reached first ends it.
 *
 * @param tokens about how many tokens of text are held; 0 for none
 * @param time how long content is held; zero for no longer than the others say
 * @param toolCalls whether a tool call is held until it is whole, and replaced when it is broken
 */
public record CommitWindow(int tokens, Duration time, boolean toolCalls) {

  /** So that a window always ends, however slowly content comes. */
  static final Duration TIME_MAX = Duration.ofSeconds(10);

  /** Nothing is held: the first content goes out at once. */
  public static final CommitWindow NONE = new CommitWindow(0, Duration.ZERO, false);

  public CommitWindow {
    if (tokens < 0 || time.isNegative() || time.compareTo(TIME_MAX) > 0) {
      throw new IllegalArgumentException(
          "commit window: %d tokens, %s (expected: 0 or more, at most %s)"
              .formatted(tokens, time, TIME_MAX));
    }
  }

  public boolean isNone() {
    return tokens == 0 && time.isZero() && !toolCalls;
  }

  /** How long content is held at most. */
  Duration timeMax() {
    return time.isZero() ? TIME_MAX : time;
  }
}

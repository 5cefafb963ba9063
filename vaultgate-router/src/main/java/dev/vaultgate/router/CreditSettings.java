package dev.vaultgate.router;

import java.time.Duration;

/**
 * How calls are held for, and settled when their caller has left.
 *
 * @param outputTokensMin the shortest answer that is worth its prompt: when credit pays for less, a
 *     call is refused
 * @param outputTokensUsual the output cap of a model whose own is not known, for callers who give
 *     none and pay
 * @param drainsMax how many streams without a caller are read on at once, where their provider
 *     charges for all of them anyway
 * @param drainTimeMax how long one is
 */
public record CreditSettings(
    int outputTokensMin, int outputTokensUsual, int drainsMax, Duration drainTimeMax) {

  public static final CreditSettings DEFAULT =
      new CreditSettings(16, 4_096, 8, Duration.ofSeconds(60));

  public CreditSettings {
    if (outputTokensMin < 1) {
      throw new IllegalArgumentException(
          "output tokens, least: " + outputTokensMin + " (expected: 1 or more)");
    }
    if (outputTokensUsual < outputTokensMin) {
      throw new IllegalArgumentException(
          "output tokens, usual: %d (expected: %d or more)"
              .formatted(outputTokensUsual, outputTokensMin));
    }
    if (drainsMax < 0 || drainTimeMax.isNegative()) {
      throw new IllegalArgumentException(
          "drains: %d for %s (expected: 0 or more)".formatted(drainsMax, drainTimeMax));
    }
  }

  /** The same with other bounds of the answer. */
  public CreditSettings withOutputTokens(int least, int usual) {
    return new CreditSettings(least, usual, drainsMax, drainTimeMax);
  }

  /** The same with other bounds of what is read on. */
  public CreditSettings withDrains(int atOnce, Duration timeMax) {
    return new CreditSettings(outputTokensMin, outputTokensUsual, atOnce, timeMax);
  }
}

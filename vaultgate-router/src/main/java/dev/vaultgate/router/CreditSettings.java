package dev.vaultgate.router;

/**
 * How much of an answer is held for.
 *
 * @param outputTokensMin the shortest answer that is worth its prompt: when credit pays for less, a
 *     call is refused
 * @param outputTokensUsual the output cap of a model whose own is not known, for callers who give
 *     none and pay
 */
public record CreditSettings(int outputTokensMin, int outputTokensUsual) {

  public static final CreditSettings DEFAULT = new CreditSettings(16, 4_096);

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
  }
}

package dev.vaultgate.router.catalog;

import java.math.BigDecimal;
import java.util.function.Supplier;

/**
 * Decimal dollars to whole small units, exactly. A figure that would have to be rounded is refused.
 * The field, for messages, is asked for only when something is wrong.
 */
final class Dollars {

  private static final BigDecimal MAX_PER_MILLION_TOKENS = new BigDecimal("10000");
  private static final BigDecimal MAX_PER_IMAGE = new BigDecimal("1000");

  private Dollars() {}

  static BigDecimal parse(Supplier<String> field, String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          field.get() + ": " + text + " (expected: dollars, such as 2.50)", e);
    }
  }

  /** Dollars per million tokens to pico-dollars per token. */
  static long perMillionTokens(Supplier<String> field, BigDecimal dollars) {
    return exact(field, dollars, MAX_PER_MILLION_TOKENS, 6);
  }

  /** Dollars per image, or per megapixel, to nano-dollars. */
  static long perImage(Supplier<String> field, BigDecimal dollars) {
    return exact(field, dollars, MAX_PER_IMAGE, 9);
  }

  private static long exact(
      Supplier<String> field, BigDecimal dollars, BigDecimal max, int decimals) {
    // The bounds come first: scaling 1e999999999 would not end.
    if (dollars.signum() < 0 || dollars.compareTo(max) > 0) {
      throw new IllegalArgumentException(
          "%s: %s (expected: 0 to %s dollars)".formatted(field.get(), dollars, max));
    }
    if (dollars.stripTrailingZeros().scale() > decimals) {
      throw new IllegalArgumentException(
          "%s: %s (expected: at most %d decimals)".formatted(field.get(), dollars, decimals));
    }
    return dollars.scaleByPowerOfTen(decimals).longValueExact();
  }
}

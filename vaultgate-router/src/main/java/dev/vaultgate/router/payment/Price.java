package dev.vaultgate.router.payment;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a pack costs, in real money.
 *
 * @param minor in the smallest unit of the currency, such as cents; above zero
 * @param currency three small letters, such as {@code usd}
 */
public record Price(long minor, String currency) {

  /** More than anybody pays by card, and far from the end of a {@code long}. */
  private static final long MINOR_MAX = 100_000_000;

  /** Payment providers count these in other units than ISO 4217 does. */
  private static final Set<String> OTHERWISE = Set.of("ISK", "MGA", "UGX");

  public Price {
    digits(currency);
    if (minor < 1 || minor > MINOR_MAX) {
      throw new IllegalArgumentException(
          "price: " + minor + " (expected: 1 to " + MINOR_MAX + " of the smallest unit)");
    }
  }

  /**
   * Reads an amount such as {@code 10.00}.
   *
   * @throws IllegalArgumentException when it is none of this currency
   */
  public static Price parse(String amount, String currency) {
    try {
      long minor = new BigDecimal(amount).movePointRight(digits(currency)).longValueExact();
      return new Price(minor, currency);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "price: '" + amount + "' (expected: an amount of " + currency + ", such as 10.00)", e);
    }
  }

  /** The amount in whole units: {@code 10.00}. */
  public String amount() {
    return BigDecimal.valueOf(minor, digits(currency)).toPlainString();
  }

  private static int digits(String currency) {
    String code = currency.toUpperCase(Locale.ROOT);
    try {
      int digits = Currency.getInstance(code).getDefaultFractionDigits();
      boolean isKnown = digits == 0 || digits == 2;
      if (isKnown && !OTHERWISE.contains(code) && currency.equals(code.toLowerCase(Locale.ROOT))) {
        return digits;
      }
    } catch (IllegalArgumentException e) {
      throw unknown(currency, e);
    }
    throw unknown(currency, null);
  }

  private static IllegalArgumentException unknown(String currency, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "currency: '" + currency + "' (expected: one of two decimals or none, such as usd)", cause);
  }

  /** For people: {@code 10.00 USD}. */
  @Override
  public String toString() {
    return amount() + " " + currency.toUpperCase(Locale.ROOT);
  }
}

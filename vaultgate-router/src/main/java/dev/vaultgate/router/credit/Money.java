package dev.vaultgate.router.credit;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An amount of US dollars in whole nano-dollars (10⁻⁹). Arithmetic is exact and fails on overflow,
 * which is beyond nine thousand million dollars.
 */
public record Money(long nanos) implements Comparable<Money> {

  public static final Money ZERO = new Money(0);
  private static final int NANO_DIGITS = 9;
  private static final long PICOS_PER_NANO = 1_000;
  private static final Pattern AMOUNT = Pattern.compile("[+-]?[0-9]{1,10}(\\.[0-9]{1,9})?");

  public static Money nanos(long nanos) {
    return nanos == 0 ? ZERO : new Money(nanos);
  }

  public static Money dollars(long dollars) {
    return new Money(Math.multiplyExact(dollars, 1_000_000_000L));
  }

  /**
   * Reads an amount such as {@code 12.34} or {@code -0.000000001}: ASCII digits with at most nine
   * decimals, and nothing around them.
   *
   * @throws IllegalArgumentException when it is written differently, or too large
   */
  public static Money dollars(String dollars) {
    if (!AMOUNT.matcher(dollars).matches()) {
      throw unreadable(dollars, null);
    }
    try {
      return nanos(new BigDecimal(dollars).movePointRight(NANO_DIGITS).longValueExact());
    } catch (ArithmeticException e) {
      throw unreadable(dollars, e);
    }
  }

  private static IllegalArgumentException unreadable(
      String dollars, @Nullable ArithmeticException cause) {
    return new IllegalArgumentException(
        "amount: '" + dollars + "' (expected: dollars with at most 9 decimals, such as 12.34)",
        cause);
  }

  /**
   * The one rounding between a price and a balance: a part of a nano-dollar counts as a whole one.
   */
  static Money ofPicosRoundedUp(long picos) {
    return nanos(-Math.floorDiv(-picos, PICOS_PER_NANO));
  }

  public Money plus(Money other) {
    return nanos(Math.addExact(nanos, other.nanos));
  }

  public Money negated() {
    return nanos(Math.negateExact(nanos));
  }

  public Money minus(Money other) {
    return nanos(Math.subtractExact(nanos, other.nanos));
  }

  public boolean isNegative() {
    return nanos < 0;
  }

  public boolean isZero() {
    return nanos == 0;
  }

  public Money min(Money other) {
    return nanos <= other.nanos ? this : other;
  }

  public Money max(Money other) {
    return nanos >= other.nanos ? this : other;
  }

  /** The amount in dollars, without zeros at the end. */
  public BigDecimal toDollars() {
    BigDecimal dollars = BigDecimal.valueOf(nanos, NANO_DIGITS).stripTrailingZeros();
    return dollars.scale() < 0 ? dollars.setScale(0) : dollars;
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(nanos, other.nanos);
  }

  /** Dollars, such as {@code $12.34}. */
  @Override
  public String toString() {
    String dollars = toDollars().abs().toPlainString();
    return (isNegative() ? "-$" : "$") + dollars;
  }
}

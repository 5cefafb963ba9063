package dev.vaultgate.router.credit;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How much credit and how many tokens may be used, in all, per day and per month. What is not
 * bounded has no entry.
 *
 * @param credit zero or more each
 * @param tokens zero or more each
 */
public record Budget(Map<Period, Money> credit, Map<Period, Long> tokens) {

  /** Nothing is bounded. */
  public static final Budget NONE = new Budget(Map.of(), Map.of());

  public Budget {
    credit = Map.copyOf(credit);
    tokens = Map.copyOf(tokens);
    credit.forEach(
        (period, most) -> check(period.adjective() + "credit", !most.isNegative(), most, "$0"));
    tokens.forEach((period, most) -> check(period.adjective() + "tokens", most >= 0, most, "0"));
  }

  private static void check(String what, boolean isRight, Object value, String least) {
    if (!isRight) {
      throw new IllegalArgumentException(
          what + ": " + value + " (expected: " + least + " or more)");
    }
  }

  /**
   * The same with another bound.
   *
   * @param most null for none
   */
  public Budget withCredit(Period period, @Nullable Money most) {
    return new Budget(with(credit, period, most), tokens);
  }

  /**
   * The same with another bound.
   *
   * @param most null for none
   */
  public Budget withTokens(Period period, @Nullable Long most) {
    return new Budget(credit, with(tokens, period, most));
  }

  private static <T> Map<Period, T> with(Map<Period, T> bounds, Period period, @Nullable T most) {
    Map<Period, T> changed = new TreeMap<>(bounds);
    if (most == null) {
      changed.remove(period);
    } else {
      changed.put(period, most);
    }
    return changed;
  }

  /** The most credit in such a period, or null for no bound. */
  public @Nullable Money credit(Period period) {
    return credit.get(period);
  }

  /** The most tokens in such a period, or null for no bound. */
  public @Nullable Long tokens(Period period) {
    return tokens.get(period);
  }

  public boolean isNone() {
    return credit.isEmpty() && tokens.isEmpty();
  }
}

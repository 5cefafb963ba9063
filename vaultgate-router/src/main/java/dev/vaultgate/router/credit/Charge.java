package dev.vaultgate.router.credit;

/**
 * What a call that ended is to be charged, and what for.
 *
 * @param cost zero or more
 * @param tokens what it used in all, zero or more
 * @param priceVersion names the prices that the cost was computed by; empty where there were none
 */
public record Charge(Money cost, long tokens, String priceVersion) {

  /** For a call that used nothing. */
  public static final Charge NOTHING = of(Money.ZERO);

  public Charge {
    if (cost.isNegative()) {
      throw new IllegalArgumentException("cost: " + cost + " (expected: $0 or more)");
    }
    if (tokens < 0) {
      throw new IllegalArgumentException("tokens: " + tokens + " (expected: 0 or more)");
    }
  }

  /** An amount for which no tokens were used. */
  public static Charge of(Money cost) {
    return new Charge(cost, 0, "");
  }
}

package dev.vaultgate.router.credit;

import dev.vaultgate.router.idempotency.StoredAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What a call that ended is to be charged, and what for.
 *
 * @param cost zero or more
 * @param tokens what it used in all, zero or more
 * @param priceVersion names the prices that the cost was computed by; empty where there were none
 * @param answer what was given for it, for whoever sends the request again; null where it was not
 *     answered whole
 */
public record Charge(Money cost, long tokens, String priceVersion, @Nullable StoredAnswer answer) {

  /** The same without an answer. */
  public Charge(Money cost, long tokens, String priceVersion) {
    this(cost, tokens, priceVersion, null);
  }

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

  /** The same for an answer. */
  public Charge with(@Nullable StoredAnswer answer) {
    return new Charge(cost, tokens, priceVersion, answer);
  }

  /**
   * What becomes of the request's claim: an answer to give again, or that there is none to give;
   * null where the request came to nothing, cost nothing, and may be done anew.
   */
  public @Nullable StoredAnswer remembered() {
    return answer != null || cost.isZero() ? answer : StoredAnswer.NOT_KEPT;
  }

  /** An amount for which no tokens were used. */
  public static Charge of(Money cost) {
    return new Charge(cost, 0, "");
  }
}

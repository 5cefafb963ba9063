package dev.vaultgate.router.payment;

import dev.vaultgate.router.credit.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a notice did.
 *
 * @param order as it was before; null where there is none
 * @param amount by how much it changed the account's credit
 */
public record Receipt(Kind kind, @Nullable Order order, Money amount) {

  /** What it was. */
  public enum Kind {
    /** The account has the credit. */
    CREDITED,
    /** Credit was taken back, as far as it was there. */
    TAKEN_BACK,
    /** The order is over. */
    EXPIRED,
    /** Nothing changed: the notice came before, or is about nothing of ours. */
    NOTHING,
    /** Refused: there is no such order. */
    UNKNOWN_ORDER,
    /** Refused: the order was opened at another payment provider. */
    OTHER_GATEWAY,
    /** Refused: the amount or its currency is not that of the order. */
    OTHER_AMOUNT,
    /** Refused for now: money was given back of an order that is not known to be paid. */
    NOT_PAID,
    /** Refused for now: the account cannot hold so much credit. */
    TOO_MUCH
  }

  public static Receipt of(Kind kind, @Nullable Order order) {
    return new Receipt(kind, order, Money.ZERO);
  }

  public static final Receipt NOTHING = of(Kind.NOTHING, null);
}

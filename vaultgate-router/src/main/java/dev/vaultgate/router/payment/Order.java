package dev.vaultgate.router.payment;

import dev.vaultgate.router.credit.Money;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish to buy a pack, as it was when he had it: later prices do not change it.
 *
 * @param id such as {@code order_1f0c…}; the payment provider is told it
 * @param account the account's name
 * @param gateway the payment provider at which it was opened; no other can pay it
 * @param checkout the provider's name for the checkout, or empty before there is one
 * @param payment the provider's name for the payment, or empty before there is one
 * @param paidAt when it was paid, or null
 * @param refunded how much of the price was given back, in its smallest unit
 * @param takenBack how much credit was taken back for that
 */
public record Order(
    String id,
    long accountId,
    String account,
    String gateway,
    String pack,
    Price price,
    Money credit,
    OrderState state,
    String checkout,
    String payment,
    Instant createdAt,
    @Nullable Instant paidAt,
    long refunded,
    Money takenBack) {

  /**
   * How much credit is to be taken back when this much of the price has been given back in all: its
   * part of the credit, rounded down, and all of it in the end.
   */
  public Money creditOf(long refundedInAll) {
    BigInteger part =
        BigInteger.valueOf(credit.nanos())
            .multiply(BigInteger.valueOf(Math.min(refundedInAll, price.minor())))
            .divide(BigInteger.valueOf(price.minor()));
    return Money.nanos(part.longValueExact());
  }

  /** How much of the price was given back, in whole units: {@code 2.50}. */
  public String refundedAmount() {
    return refunded == 0 ? "0" : new Price(refunded, price.currency()).amount();
  }

  /** How its credit is called in the ledger. */
  public String reference() {
    return "order:" + id;
  }
}

package dev.vaultgate.router.store;

import dev.vaultgate.router.payment.Order;
import dev.vaultgate.router.payment.OrderState;
import dev.vaultgate.router.payment.PaymentNotice;
import dev.vaultgate.router.payment.Receipt;
import dev.vaultgate.router.payment.Receipt.Kind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What holds for orders in memory and on SQL alike. Pure. */
final class OrderRules {

  private OrderRules() {}

  /** The order that a notice is about, or empty where it is about none. */
  static Optional<String> orderOf(PaymentNotice notice) {
    if (notice instanceof PaymentNotice.Paid paid) {
      return Optional.of(paid.order());
    } else if (notice instanceof PaymentNotice.Refunded refunded) {
      return Optional.of(refunded.order());
    }
    return notice instanceof PaymentNotice.Expired expired
        ? Optional.of(expired.order())
        : Optional.empty();
  }

  /**
   * Why a notice is not taken.
   *
   * @param order what it is about, or null where there is no such order
   */
  static Optional<Receipt> refusal(String gateway, PaymentNotice notice, @Nullable Order order) {
    if (order == null) {
      return Optional.of(Receipt.of(Kind.UNKNOWN_ORDER, null));
    } else if (!order.gateway().equals(gateway)) {
      return Optional.of(Receipt.of(Kind.OTHER_GATEWAY, order));
    }
    boolean isOtherAmount =
        notice instanceof PaymentNotice.Paid paid
                && (paid.minor() != order.price().minor()
                    || !paid.currency().equals(order.price().currency()))
            || notice instanceof PaymentNotice.Refunded refunded
                && (refunded.inAll() > order.price().minor()
                    || !refunded.currency().equals(order.price().currency()));
    if (isOtherAmount) {
      return Optional.of(Receipt.of(Kind.OTHER_AMOUNT, order));
    }
    return notice instanceof PaymentNotice.Refunded && order.state() != OrderState.PAID
        ? Optional.of(Receipt.of(Kind.NOT_PAID, order))
        : Optional.empty();
  }

  static String noteOfPayment(Order order) {
    return "Pack " + order.pack() + " for " + order.price();
  }

  static String referenceOfRefund(Order order, long refunded) {
    return order.reference() + ":refund:" + refunded;
  }

  static String noteOfRefund(Order order) {
    return "Refund of pack " + order.pack();
  }
}

package dev.vaultgate.router.payment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some orders, newest first.
 *
 * @param orders at most as many as were asked for
 * @param next where the next page begins, or null when this is the last
 */
public record OrderPage(List<Order> orders, @Nullable Long next) {

  public OrderPage {
    orders = List.copyOf(orders);
  }
}

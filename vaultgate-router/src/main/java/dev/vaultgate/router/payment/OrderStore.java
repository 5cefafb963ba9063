package dev.vaultgate.router.payment;

import dev.vaultgate.api.ServerException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where orders are kept. Safe for many threads. A change is durable when its method returns; what
 * storage cannot do fails with {@link ServerException} ({@code storage_unavailable}).
 */
public interface OrderStore {

  /**
   * Adds an order that is open.
   *
   * @throws IllegalArgumentException when there is no such account
   */
  void add(Order order);

  /** Notes at which checkout an order is paid. */
  void opened(String id, String checkout);

  /**
   * An order.
   *
   * @param owner whose account's, or null for anybody's
   */
  Optional<Order> find(String id, @Nullable Long owner);

  /**
   * Orders, newest first.
   *
   * @param owner whose account's, or null for everybody's
   * @param max how many at most, 1 to 1,000
   * @param from where the page begins: {@link OrderPage#next()} of the one before, or null
   */
  OrderPage page(@Nullable Long owner, int max, @Nullable Long from);

  /**
   * Does what a notice says: the order and the account's credit change both or neither, and once,
   * however often the notice comes. What is refused is not remembered.
   *
   * @param gateway whose notice it is
   */
  Receipt take(String gateway, PaymentNotice notice, Instant now);
}

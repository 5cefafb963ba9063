package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.payment.Order;
import dev.vaultgate.router.payment.OrderPage;
import dev.vaultgate.router.payment.OrderState;
import dev.vaultgate.router.payment.OrderStore;
import dev.vaultgate.router.payment.PaymentNotice;
import dev.vaultgate.router.payment.Receipt;
import dev.vaultgate.router.payment.Receipt.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Orders in a list, guarded by this object's monitor. */
final class InMemoryOrders implements OrderStore {

  private final Ledger ledger;
  private final InMemoryKeys accounts;

  /** Oldest first; the place of one never changes. */
  private final List<Order> orders = new ArrayList<>();

  private final Set<Event> events = new HashSet<>();

  private record Event(String gateway, String id) {}

  InMemoryOrders(Ledger ledger, InMemoryKeys accounts) {
    this.ledger = ledger;
    this.accounts = accounts;
  }

  @Override
  public synchronized void add(Order order) {
    if (!accounts.hasAccount(order.accountId())) {
      throw LedgerRules.unknownAccount(order.accountId());
    }
    orders.add(order);
  }

  @Override
  public synchronized void opened(String id, String checkout) {
    orders.replaceAll(
        order ->
            order.id().equals(id)
                ? with(order, order.state(), checkout, order.payment(), order.paidAt())
                : order);
  }

  @Override
  public synchronized Optional<Order> find(String id, @Nullable Long owner) {
    return orders.stream().filter(order -> order.id().equals(id) && isOf(order, owner)).findFirst();
  }

  @Override
  public synchronized OrderPage page(@Nullable Long owner, int max, @Nullable Long from) {
    Pages.check(max);
    List<Order> found = new ArrayList<>();
    int place = (int) Math.min(Pages.start(from), orders.size() - 1L);
    for (; place >= 0 && found.size() < max; place--) {
      if (isOf(orders.get(place), owner)) {
        found.add(orders.get(place));
      }
    }
    int next = place;
    boolean hasMore = orders.subList(0, next + 1).stream().anyMatch(order -> isOf(order, owner));
    return new OrderPage(found, hasMore ? (long) next : null);
  }

  private static boolean isOf(Order order, @Nullable Long owner) {
    return owner == null || order.accountId() == owner;
  }

  @Override
  public synchronized Receipt take(String gateway, PaymentNotice notice, Instant now) {
    String orderId = OrderRules.orderOf(notice).orElse(null);
    Event event = new Event(gateway, notice.event());
    if (orderId == null || events.contains(event)) {
      return Receipt.NOTHING;
    }
    Order order = find(orderId, null).orElse(null);
    Receipt refusal = OrderRules.refusal(gateway, notice, order).orElse(null);
    if (refusal != null || order == null) {
      return refusal == null ? Receipt.NOTHING : refusal;
    }
    Receipt receipt = take(order, notice, now);
    if (receipt.kind() != Kind.TOO_MUCH) {
      events.add(event);
    }
    return receipt;
  }

  private Receipt take(Order order, PaymentNotice notice, Instant now) {
    if (notice instanceof PaymentNotice.Paid paid) {
      return order.state() == OrderState.PAID
          ? Receipt.of(Kind.NOTHING, order)
          : pay(order, paid, now);
    } else if (notice instanceof PaymentNotice.Refunded refunded) {
      return refund(order, refunded);
    } else if (order.state() != OrderState.OPEN) {
      return Receipt.of(Kind.NOTHING, order);
    }
    put(with(order, OrderState.EXPIRED, order.checkout(), order.payment(), null));
    return Receipt.of(Kind.EXPIRED, order);
  }

  private Receipt pay(Order order, PaymentNotice.Paid paid, Instant now) {
    if (!LedgerRules.mayBeGiven(ledger.balance(order.accountId()), order.credit())) {
      return Receipt.of(Kind.TOO_MUCH, order);
    }
    ledger.topUp(
        order.accountId(), order.credit(), order.reference(), OrderRules.noteOfPayment(order));
    put(with(order, OrderState.PAID, order.checkout(), paid.payment(), now));
    return new Receipt(Kind.CREDITED, order, order.credit());
  }

  private Receipt refund(Order order, PaymentNotice.Refunded refunded) {
    Money due = order.creditOf(refunded.inAll()).minus(order.creditOf(order.refunded()));
    if (due.compareTo(Money.ZERO) <= 0) {
      return Receipt.of(Kind.NOTHING, order);
    }
    Money taken =
        ledger
            .correct(
                Correction.takeBack(
                    order.accountId(),
                    due,
                    OrderRules.referenceOfRefund(order, refunded.inAll()),
                    OrderRules.noteOfRefund(order)))
            .amount();
    put(
        new Order(
            order.id(),
            order.accountId(),
            order.account(),
            order.gateway(),
            order.pack(),
            order.price(),
            order.credit(),
            order.state(),
            order.checkout(),
            order.payment(),
            order.createdAt(),
            order.paidAt(),
            refunded.inAll(),
            order.takenBack().minus(taken)));
    return new Receipt(Kind.TAKEN_BACK, order, taken);
  }

  private void put(Order changed) {
    orders.replaceAll(order -> order.id().equals(changed.id()) ? changed : order);
  }

  private static Order with(
      Order order, OrderState state, String checkout, String payment, @Nullable Instant paidAt) {
    return new Order(
        order.id(),
        order.accountId(),
        order.account(),
        order.gateway(),
        order.pack(),
        order.price(),
        order.credit(),
        state,
        checkout,
        payment,
        order.createdAt(),
        paidAt,
        order.refunded(),
        order.takenBack());
  }
}

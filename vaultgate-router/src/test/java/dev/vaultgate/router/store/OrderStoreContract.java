package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.payment.Order;
import dev.vaultgate.router.payment.OrderPage;
import dev.vaultgate.router.payment.OrderState;
import dev.vaultgate.router.payment.PaymentNotice;
import dev.vaultgate.router.payment.Price;
import dev.vaultgate.router.payment.Receipt;
import dev.vaultgate.router.payment.Receipt.Kind;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every store of orders promises. */
abstract class OrderStoreContract extends StoreContract {

  private static final Price TEN = new Price(1_000, "usd");
  private static final Money CREDIT = Money.dollars(12);

  private final AtomicInteger events = new AtomicInteger();
  private int orders;

  private Order order(Account account) {
    Order order =
        new Order(
            "order_" + ++orders,
            account.id(),
            account.name(),
            "stripe",
            "small",
            TEN,
            CREDIT,
            OrderState.OPEN,
            "",
            "",
            time.now().truncatedTo(ChronoUnit.MILLIS),
            null,
            0,
            Money.ZERO);
    store.orders().add(order);
    return order;
  }

  private PaymentNotice.Paid paid(Order order) {
    return new PaymentNotice.Paid(event(), order.id(), 1_000, "usd", "pi_1");
  }

  private PaymentNotice.Refunded refunded(Order order, long inAll) {
    return new PaymentNotice.Refunded(event(), order.id(), inAll, "usd");
  }

  private String event() {
    return "evt_" + events.incrementAndGet();
  }

  private Receipt take(PaymentNotice notice) {
    return store.orders().take("stripe", notice, time.now().truncatedTo(ChronoUnit.MILLIS));
  }

  private Order now(Order order) {
    return store.orders().find(order.id(), null).orElseThrow();
  }

  private Money available(Account account) {
    return store.ledger().balance(account.id()).available();
  }

  @AfterEach
  void theBooksAreRight() {
    assertThat(store.ledger().verify()).isEmpty();
  }

  @Test
  void aPaidOrderGivesTheCreditThatTheOrderSays() {
    Account account = account(nanos(0));
    Order order = order(account);

    assertThat(take(paid(order))).isEqualTo(new Receipt(Kind.CREDITED, order, CREDIT));

    assertThat(available(account)).isEqualTo(CREDIT);
    assertThat(now(order).state()).isEqualTo(OrderState.PAID);
    assertThat(now(order).paidAt()).isEqualTo(time.now().truncatedTo(ChronoUnit.MILLIS));
    assertThat(now(order).payment()).isEqualTo("pi_1");
  }

  @Test
  void s36TheSameNoticeAgainChangesNothing() {
    Account account = account(nanos(0));
    Order order = order(account);
    PaymentNotice notice = paid(order);
    take(notice);

    assertThat(take(notice)).isEqualTo(Receipt.NOTHING);
    time.advance(Duration.ofDays(1));
    assertThat(take(notice)).isEqualTo(Receipt.NOTHING);

    assertThat(available(account)).isEqualTo(CREDIT);
  }

  @Test
  void s36AnotherNoticeOfTheSamePaymentADayLaterChangesNothing() {
    Account account = account(nanos(0));
    Order order = order(account);
    take(paid(order));
    time.advance(Duration.ofDays(1));

    assertThat(take(paid(order)).kind()).isEqualTo(Kind.NOTHING);

    assertThat(available(account)).isEqualTo(CREDIT);
  }

  @Test
  void s36OneNoticeFromManyAtOnceIsCreditedOnce() throws Exception {
    Account account = account(nanos(0));
    Order order = order(account);
    PaymentNotice notice = paid(order);

    try (Together together = new Together(32)) {
      assertThat(together.run(() -> take(notice).kind())).containsOnlyOnce(Kind.CREDITED);
    }

    assertThat(available(account)).isEqualTo(CREDIT);
  }

  @Test
  void s36SeveralNoticesOfOnePaymentAtOnceAreCreditedOnce() throws Exception {
    Account account = account(nanos(0));
    Order order = order(account);

    try (Together together = new Together(32)) {
      assertThat(together.run(() -> take(paid(order)).kind())).containsOnlyOnce(Kind.CREDITED);
    }

    assertThat(available(account)).isEqualTo(CREDIT);
  }

  @Test
  void s35AnotherAmountOrCurrencyOrOrderOrGatewayCreditsNothing() {
    Account account = account(nanos(0));
    Order order = order(account);
    String id = order.id();

    assertThat(take(new PaymentNotice.Paid("e1", id, 999, "usd", "pi")).kind())
        .isEqualTo(Kind.OTHER_AMOUNT);
    assertThat(take(new PaymentNotice.Paid("e2", id, 100_000, "usd", "pi")).kind())
        .isEqualTo(Kind.OTHER_AMOUNT);
    assertThat(take(new PaymentNotice.Paid("e3", id, 1_000, "jpy", "pi")).kind())
        .isEqualTo(Kind.OTHER_AMOUNT);
    assertThat(take(new PaymentNotice.Paid("e4", "order_none", 1_000, "usd", "pi")).kind())
        .isEqualTo(Kind.UNKNOWN_ORDER);
    assertThat(store.orders().take("other", paid(order), time.now()).kind())
        .isEqualTo(Kind.OTHER_GATEWAY);

    assertThat(available(account)).isEqualTo(Money.ZERO);
    assertThat(now(order)).isEqualTo(order);
  }

  @Test
  void whatWasRefusedMayComeAgainAsItShould() {
    Account account = account(nanos(0));
    Order order = order(account);
    take(new PaymentNotice.Paid("e1", order.id(), 999, "usd", "pi"));

    assertThat(take(new PaymentNotice.Paid("e1", order.id(), 1_000, "usd", "pi")).kind())
        .isEqualTo(Kind.CREDITED);
  }

  @Test
  void aCheckoutThatIsOverCanStillHaveBeenPaid() {
    Account account = account(nanos(0));
    Order order = order(account);

    assertThat(take(new PaymentNotice.Expired(event(), order.id())).kind()).isEqualTo(Kind.EXPIRED);
    assertThat(now(order).state()).isEqualTo(OrderState.EXPIRED);

    assertThat(take(paid(order)).kind()).isEqualTo(Kind.CREDITED);
    assertThat(take(new PaymentNotice.Expired(event(), order.id())).kind()).isEqualTo(Kind.NOTHING);
    assertThat(now(order).state()).isEqualTo(OrderState.PAID);
  }

  @Test
  void s37ARefundInFullLeavesTheExactFormerFigures() {
    Account account = account(nanos(70));
    Balance before = store.ledger().balance(account.id());
    Order order = order(account);
    take(paid(order));
    Order paid = now(order);

    assertThat(take(refunded(order, 1_000)))
        .isEqualTo(new Receipt(Kind.TAKEN_BACK, paid, CREDIT.negated()));

    assertThat(store.ledger().balance(account.id())).isEqualTo(before);
    assertThat(now(order).refunded()).isEqualTo(1_000);
    assertThat(now(order).takenBack()).isEqualTo(CREDIT);
  }

  @Test
  void refundsInPartsTakeTheirPartsAndNoMoreThanAll() {
    Account account = account(nanos(0));
    Order order = order(account);
    take(paid(order));

    assertThat(take(refunded(order, 333)).amount()).isEqualTo(Money.dollars("-3.996"));
    assertThat(take(refunded(order, 333)).kind()).isEqualTo(Kind.NOTHING);
    assertThat(take(refunded(order, 200)).kind()).isEqualTo(Kind.NOTHING);
    assertThat(take(refunded(order, 1_000)).amount()).isEqualTo(Money.dollars("-8.004"));

    assertThat(available(account)).isEqualTo(Money.ZERO);
  }

  @Test
  void aRefundTakesWhatIsLeftAndTouchesNoHold() {
    Account account = account(nanos(0));
    Order order = order(account);
    take(paid(order));
    Hold hold = store.ledger().hold(of(account, Money.dollars(9)));

    assertThat(take(refunded(order, 1_000)).amount()).isEqualTo(Money.dollars(-3));

    assertThat(now(order).takenBack()).isEqualTo(Money.dollars(3));
    assertThat(now(order).refunded()).isEqualTo(1_000);
    store.ledger().release(hold);
    assertThat(available(account)).isEqualTo(Money.dollars(9));
  }

  @Test
  void aRefundOfWhatIsNotPaidIsLeftForLater() {
    Order order = order(account(nanos(0)));
    PaymentNotice early = refunded(order, 1_000);

    assertThat(take(early).kind()).isEqualTo(Kind.NOT_PAID);
    take(paid(order));
    assertThat(take(early).kind()).isEqualTo(Kind.TAKEN_BACK);
  }

  @Test
  void s35ARefundOfMoreOrInAnotherCurrencyIsRefused() {
    Account account = account(nanos(0));
    Order order = order(account);
    take(paid(order));

    assertThat(take(refunded(order, 1_001)).kind()).isEqualTo(Kind.OTHER_AMOUNT);
    assertThat(take(new PaymentNotice.Refunded("e", order.id(), 500, "eur")).kind())
        .isEqualTo(Kind.OTHER_AMOUNT);

    assertThat(available(account)).isEqualTo(CREDIT);
  }

  @Test
  void whatIsAboutNothingOfOursChangesNothing() {
    assertThat(take(new PaymentNotice.Other("e", "customer.created"))).isEqualTo(Receipt.NOTHING);
  }

  @Test
  void anAccountThatIsFullIsPaidWhenThereIsRoom() {
    Account account = account(LedgerRules.GIVEN_MAX);
    Order order = order(account);
    PaymentNotice notice = paid(order);

    assertThat(take(notice).kind()).isEqualTo(Kind.TOO_MUCH);
    assertThat(now(order).state()).isEqualTo(OrderState.OPEN);
    store.ledger().correct(Correction.of(account.id(), CREDIT.negated(), "room", ""));
    assertThat(take(notice).kind()).isEqualTo(Kind.CREDITED);
  }

  @Test
  void s16OrdersAreTheirAccountsAlone() {
    Account account = account(nanos(0));
    Account other = account(nanos(0));
    Order order = order(account);
    order(other);

    assertThat(store.orders().find(order.id(), account.id())).hasValue(order);
    assertThat(store.orders().find(order.id(), other.id())).isEmpty();
    assertThat(store.orders().page(account.id(), 10, null).orders()).containsExactly(order);
  }

  @Test
  void ordersAreListedInPages() {
    Account account = account(nanos(0));
    Order first = order(account);
    order(account(nanos(0)));
    Order third = order(account);
    Order fourth = order(account);

    OrderPage page = store.orders().page(account.id(), 2, null);
    order(account);
    OrderPage rest = store.orders().page(account.id(), 2, page.next());

    assertThat(page.orders()).containsExactly(fourth, third);
    assertThat(rest.orders()).containsExactly(first);
    assertThat(rest.next()).isNull();
  }

  @Test
  void whereAnOrderIsPaidIsKept() {
    Order order = order(account(nanos(0)));

    store.orders().opened(order.id(), "cs_1");

    assertThat(now(order).checkout()).isEqualTo("cs_1");
  }

  @Test
  void anAccountThatDoesNotExistOrdersNothing() {
    Account nobody = new Account(4711, "nobody", false, time.now());

    assertThatIllegalArgumentException().isThrownBy(() -> order(nobody));
  }
}

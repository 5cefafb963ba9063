package dev.vaultgate.router.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.ServerException;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.Store;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaymentsTest {

  private static final Pack SMALL = new Pack("small", Price.parse("10", "usd"), Money.dollars(12));

  private final FakeTime time = new FakeTime();
  private final Store store = Store.inMemory(time);
  private final Account account = store.keys().account("team", false, time.now());
  private final Till till = new Till();
  private final Payments payments = new Payments(till, List.of(SMALL), store.orders(), time);

  @AfterEach
  void close() {
    store.close();
  }

  /** A payment provider that says what the test wants. */
  private static final class Till implements PaymentProvider {
    private boolean isOut;
    private PaymentNotice notice = new PaymentNotice.Other("e", "nothing");

    @Override
    public String id() {
      return "till";
    }

    @Override
    public Checkout open(Order order) {
      if (isOut) {
        throw ServerException.paymentsUnavailable(null);
      }
      return new Checkout("c_" + order.id(), URI.create("https://till.example/" + order.id()));
    }

    @Override
    public PaymentNotice read(byte[] body, Function<String, @Nullable String> header) {
      return notice;
    }
  }

  private Receipt take() {
    return payments.take("till", "{}".getBytes(UTF_8), name -> null);
  }

  @Test
  void anOrderIsAsThePackWasAndLeadsToItsCheckout() {
    Payments.Opened opened = payments.order(account, "small");

    assertThat(opened.order().price()).isEqualTo(SMALL.price());
    assertThat(opened.order().credit()).isEqualTo(SMALL.credit());
    assertThat(opened.order().checkout()).isEqualTo("c_" + opened.order().id());
    assertThat(opened.checkout()).hasPath("/" + opened.order().id());
    assertThat(opened.order().id()).matches("order_[0-9a-f]{24}");
  }

  @Test
  void aPackThatIsNotForSaleCannotBeOrdered() {
    assertThatThrownBy(() -> payments.order(account, "large"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("large")
        .hasMessageContaining("small");
  }

  @Test
  void whereNoCheckoutCouldBeOpenedTheOrderStaysOpenAndUnpaid() {
    till.isOut = true;

    assertThatThrownBy(() -> payments.order(account, "small")).isInstanceOf(ServerException.class);

    assertThat(store.orders().page(account.id(), 10, null).orders())
        .extracting(Order::state)
        .containsExactly(OrderState.OPEN);
  }

  @Test
  void aPaymentIsCreditedByWhatTheOrderSays() {
    Order order = payments.order(account, "small").order();
    till.notice = new PaymentNotice.Paid("e1", order.id(), 1_000, "usd", "p");

    assertThat(take().kind()).isEqualTo(Receipt.Kind.CREDITED);

    assertThat(store.ledger().balance(account.id()).available()).isEqualTo(Money.dollars(12));
  }

  @Test
  void s35WhatWasNotAgreedIsRefusedAndCreditsNothing() {
    Order order = payments.order(account, "small").order();

    assertRefused(new PaymentNotice.Paid("e1", order.id(), 1, "usd", "p"), 400);
    assertRefused(new PaymentNotice.Paid("e2", "order_0", 1_000, "usd", "p"), 400);
    assertRefused(new PaymentNotice.Refunded("e3", order.id(), 1_000, "usd"), 409);
    assertThatThrownBy(() -> payments.take("stripe", new byte[0], name -> null))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.status()).isEqualTo(404));

    assertThat(store.ledger().balance(account.id()).available()).isEqualTo(Money.ZERO);
  }

  private void assertRefused(PaymentNotice notice, int status) {
    till.notice = notice;
    assertThatThrownBy(this::take)
        .isInstanceOfSatisfying(
            VaultGateException.class, e -> assertThat(e.status()).isEqualTo(status));
  }
}

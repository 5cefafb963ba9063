package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.api.ConflictException;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.idempotency.Claim;
import dev.vaultgate.router.idempotency.ClaimStore;
import dev.vaultgate.router.idempotency.Claimed;
import dev.vaultgate.router.idempotency.StoredAnswer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store of claims promises, by itself and with the ledger beside it. */
abstract class ClaimStoreContract extends StoreContract {

  static final Claim CLAIM = new Claim("key_1", "name", "fingerprint");

  private ClaimStore claims() {
    return store.claims();
  }

  @Test
  void f65ANameIsTakenWhileItsRequestRuns() {
    claims().make(CLAIM);

    assertThatThrownBy(() -> claims().make(CLAIM)).satisfies(ClaimStoreContract::isTaken);
    assertThat(found().claim()).isEqualTo(CLAIM);
    assertThat(found().isOver()).isFalse();
    assertThat(found().answer().isKept()).isFalse();
  }

  @Test
  void f65AnAnswerIsThereForADay() {
    claims().make(CLAIM);
    claims().end(CLAIM, new StoredAnswer("facts", new byte[] {0, 1, -1}));

    time.advance(ClaimStore.REMEMBERED.minusMillis(1));
    assertThat(found().isOver()).isTrue();
    assertThat(found().answer().facts()).isEqualTo("facts");
    assertThat(found().answer().body()).containsExactly(0, 1, -1);
    assertThatThrownBy(() -> claims().make(CLAIM)).satisfies(ClaimStoreContract::isTaken);

    time.advance(Duration.ofMillis(1));
    assertThat(claims().find("key_1", "name")).isEmpty();
    claims().make(CLAIM);
    assertThat(found().isOver()).isFalse();
  }

  @Test
  void f65ANameIsFreeWhenItsRequestCameToNothing() {
    claims().make(CLAIM);
    claims().end(CLAIM, null);

    assertThat(claims().find("key_1", "name")).isEmpty();
    claims().make(CLAIM);
  }

  @Test
  void f65ARequestEndsOnce() {
    claims().make(CLAIM);
    claims().end(CLAIM, StoredAnswer.NOT_KEPT);
    claims().end(CLAIM, new StoredAnswer("late", new byte[1]));
    claims().end(CLAIM, null);

    assertThat(found().isOver()).isTrue();
    assertThat(found().answer().isKept()).isFalse();
  }

  @Test
  void f65NamesOfOthersAreOther() {
    claims().make(CLAIM);
    claims().make(new Claim("key_2", "name", "fingerprint"));
    claims().make(new Claim("key_1", "Name", "fingerprint"));
  }

  @Test
  void whatEndedLongAgoIsForgotten() {
    for (int i = 0; i < 5; i++) {
      Claim claim = new Claim("key_1", "name-" + i, "fingerprint");
      claims().make(claim);
      claims().end(claim, StoredAnswer.NOT_KEPT);
      time.advance(Duration.ofHours(1));
    }
    claims().make(CLAIM);

    assertThat(claims().forget(time.now().minus(Duration.ofHours(2)), 2)).isEqualTo(2);
    assertThat(claims().forget(time.now().minus(Duration.ofHours(2)), 2)).isEqualTo(1);
    assertThat(claims().forget(time.now().plus(Duration.ofHours(9)), 9)).isEqualTo(2);
    assertThat(claims().find("key_1", "name")).isPresent();
  }

  @Test
  void f65AHoldTakesItsNameAndItsSettlementEndsIt() {
    Account account = account(Money.nanos(100));
    Hold hold = hold(account, 40);

    assertThatThrownBy(() -> hold(account, 40)).satisfies(ClaimStoreContract::isTaken);
    assertThat(store.ledger().balance(account.id()).held()).isEqualTo(Money.nanos(40));
    store.ledger().settle(hold, charge(30, new StoredAnswer("facts", new byte[] {7})));

    assertThat(found().answer().body()).containsExactly(7);
    assertThatThrownBy(() -> hold(account, 40)).satisfies(ClaimStoreContract::isTaken);
    assertThat(store.ledger().balance(account.id()).used()).isEqualTo(Money.nanos(30));
  }

  @Test
  void f65ARequestThatCostNothingAndWasNotAnsweredMayBeSentAgain() {
    Account account = account(Money.nanos(100));

    store.ledger().settle(hold(account, 40), charge(0, null));
    store.ledger().release(hold(account, 40));

    hold(account, 40);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 5})
  void f65ARequestThatWasAnsweredOrCostSomethingIsOver(long cost) {
    Account account = account(Money.nanos(100));
    StoredAnswer answer = cost == 0 ? StoredAnswer.NOT_KEPT : null;

    store.ledger().settle(hold(account, 40), charge(cost, answer));

    assertThat(found().isOver()).isTrue();
    assertThat(found().answer().isKept()).isFalse();
  }

  @Test
  void f65ARefusedHoldTakesNoName() {
    Account account = account(Money.nanos(100));

    assertThatThrownBy(() -> hold(account, 101)).isInstanceOf(BillingException.class);

    hold(account, 40);
  }

  @Test
  void f65WhoPaysNothingHasNamesAllTheSame() {
    HoldRequest free = new HoldRequest("r", "m-text", Payer.NOBODY, Money.ZERO, 0, CLAIM);
    Hold hold = store.ledger().hold(free);

    assertThatThrownBy(() -> store.ledger().hold(free)).satisfies(ClaimStoreContract::isTaken);
    store.ledger().settle(hold, charge(9, new StoredAnswer("facts", new byte[] {7})));
    assertThat(found().answer().body()).containsExactly(7);
    assertThatThrownBy(() -> store.ledger().hold(free)).satisfies(ClaimStoreContract::isTaken);
    assertThat(store.ledger().verify()).isEmpty();
  }

  @Test
  void f65OfManyAtOnceOneIsFirst() throws Exception {
    Account account = account(Money.nanos(1_000));
    try (Together together = new Together(8)) {
      together.run(
          () -> {
            try {
              hold(account, 10);
              return 1;
            } catch (ConflictException e) {
              return 0;
            }
          });
    }

    assertThat(store.ledger().balance(account.id()).held()).isEqualTo(Money.nanos(10));
  }

  Claimed found() {
    return claims().find(CLAIM.scope(), CLAIM.name()).orElseThrow();
  }

  /** A hold of a request with the name. */
  Hold hold(Account account, long nanos) {
    Payer payer = new Payer(account.id(), null, null);
    return store.ledger().hold(new HoldRequest("r", "m-text", payer, Money.nanos(nanos), 0, CLAIM));
  }

  static Charge charge(long nanos, @Nullable StoredAnswer answer) {
    return new Charge(Money.nanos(nanos), 0, "", answer);
  }

  private static void isTaken(Throwable e) {
    assertThat(e)
        .isInstanceOfSatisfying(
            ConflictException.class,
            conflict -> {
              assertThat(conflict.code()).isEqualTo("idempotency_in_progress");
              assertThat(conflict.retryAfter()).hasValue(Duration.ofSeconds(1));
            });
  }
}

package dev.vaultgate.router.store;

import static dev.vaultgate.router.store.Charges.cost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.credit.Spending;
import java.util.Random;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every ledger promises. */
abstract class LedgerContract extends StoreContract {

  /** How often the race for the last credit is run; the long run is ten thousand. */
  private static final int RACES = Integer.getInteger("vaultgate.ledger.races", 1_000);

  private Ledger ledger() {
    return store.ledger();
  }

  @AfterEach
  void theBooksAreRight() {
    assertThat(ledger().verify()).isEmpty();
  }

  @Test
  void whatIsAddedIsAvailable() {
    Account account = account(nanos(0));

    assertThat(ledger().topUp(account.id(), nanos(70), "gift", "with thanks")).isTrue();

    assertBalance(account, 70, 0, 0);
  }

  @Test
  void s36TheSameTopUpAgainChangesNothing() {
    Account account = account(nanos(70));

    assertThat(ledger().topUp(account.id(), nanos(5), "order 1")).isTrue();
    assertThat(ledger().topUp(account.id(), nanos(5), "order 1")).isFalse();

    assertBalance(account, 75, 0, 0);
  }

  @Test
  void s36TheSameTopUpFromManyAtOnceIsAddedOnce() throws Exception {
    Account account = account(nanos(0));

    try (Together together = new Together(16)) {
      assertThat(together.run(() -> ledger().topUp(account.id(), nanos(5), "order 1")))
          .containsOnlyOnce(true);
    }

    assertBalance(account, 5, 0, 0);
  }

  @Test
  void aReferenceThatNamesAnotherTopUpIsRefused() {
    Account account = account(nanos(0));
    Account other = account(nanos(0));
    ledger().topUp(account.id(), nanos(5), "order 1");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().topUp(account.id(), nanos(6), "order 1"))
        .withMessageContaining("order 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().topUp(other.id(), nanos(5), "order 1"));
  }

  @Test
  void aTopUpIsAboveZeroAndNobodyIsGivenMoreThanCanBeCounted() {
    Account account = account(nanos(1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().topUp(account.id(), nanos(0), "none"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().topUp(account.id(), nanos(-1), "less"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().topUp(account.id(), LedgerRules.GIVEN_MAX, "all"))
        .withMessageContaining("more than");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().topUp(account.id(), nanos(Long.MAX_VALUE), "beyond"));

    assertBalance(account, 1, 0, 0);
  }

  @Test
  void anAccountThatDoesNotExistCannotBeGivenCredit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().topUp(4711, nanos(5), "lost"))
        .withMessageContaining("4711");
  }

  @Test
  void aHoldMakesCreditUnavailable() {
    Account account = account(nanos(100));

    ledger().hold(of(account, nanos(40)));

    assertBalance(account, 60, 40, 0);
  }

  @Test
  void s30AHoldBeyondWhatIsAvailableIsRefusedAndChangesNothing() {
    Account account = account(Money.dollars("0.5"));
    ledger().hold(of(account, Money.dollars("0.1")));

    assertThatThrownBy(() -> ledger().hold(of(account, Money.dollars("0.400000001"))))
        .isInstanceOf(BillingException.class)
        .hasMessageContaining("$0.400000001")
        .hasMessageContaining("$0.4 is available");

    assertBalance(account, 400_000_000, 100_000_000, 0);
  }

  @Test
  void theWholeBalanceCanBeHeld() {
    Account account = account(nanos(100));

    ledger().hold(of(account, nanos(100)));

    assertBalance(account, 0, 100, 0);
  }

  @Test
  void s31TheLargestAmountIsRefusedLikeAnyOtherThatIsNotThere() {
    Account account = account(nanos(100));
    ApiKey key = key(account, nanos(Long.MAX_VALUE));

    assertThatThrownBy(() -> ledger().hold(of(key, nanos(Long.MAX_VALUE))))
        .isInstanceOf(BillingException.class);
    assertThatIllegalArgumentException().isThrownBy(() -> of(account, nanos(-1)));

    assertBalance(account, 100, 0, 0);
  }

  @Test
  void s41WhatIsFreeOnPurposeNeedsNoBalance() {
    Account account = account(nanos(0));

    Hold hold = ledger().hold(of(account, nanos(0)));

    assertThat(ledger().settle(hold, cost(0))).isEqualTo(settlement(0, 0));
    assertBalance(account, 0, 0, 0);
  }

  @Test
  void settlingChargesWhatWasUsedAndReturnsTheRest() {
    Account account = account(nanos(100));
    Hold hold = ledger().hold(of(account, nanos(40)));

    assertThat(ledger().settle(hold, cost(15))).isEqualTo(settlement(15, 0));

    assertBalance(account, 85, 0, 15);
  }

  @Test
  void settlingAgainChangesNothingAndSaysWhatTheFirstTimeDid() {
    Account account = account(nanos(100));
    Hold hold = ledger().hold(of(account, nanos(40)));
    ledger().settle(hold, cost(15));

    assertThat(ledger().settle(hold, cost(30))).isEqualTo(settlement(15, 0));
    ledger().settle(hold, cost(30));
    ledger().release(hold);

    assertBalance(account, 85, 0, 15);
  }

  @Test
  void s37AReleasedHoldLeavesTheExactFormerFigures() {
    Account account = account(nanos(100));
    ledger().settle(ledger().hold(of(account, nanos(10))), cost(7));
    Balance before = ledger().balance(account.id());
    Hold hold = ledger().hold(of(account, nanos(40)));

    ledger().release(hold);
    ledger().release(hold);

    assertThat(ledger().balance(account.id())).isEqualTo(before);
  }

  @Test
  void aReleasedHoldCannotBeSettled() {
    Account account = account(nanos(100));
    Hold hold = ledger().hold(of(account, nanos(40)));
    ledger().release(hold);

    assertThat(ledger().settle(hold, cost(15))).isEqualTo(Settlement.NOTHING);

    assertBalance(account, 100, 0, 0);
  }

  @Test
  void f40UsageBeyondTheHoldIsPaidFromWhatIsAvailable() {
    Account account = account(nanos(100));
    Hold hold = ledger().hold(of(account, nanos(40)));

    assertThat(ledger().settle(hold, cost(65))).isEqualTo(settlement(65, 0));

    assertBalance(account, 35, 0, 65);
  }

  @Test
  void f40UsageBeyondAllThereIsBecomesTheOperatorsLoss() {
    Account account = account(nanos(100));
    Hold other = ledger().hold(of(account, nanos(30)));
    Hold hold = ledger().hold(of(account, nanos(40)));

    assertThat(ledger().settle(hold, cost(95))).isEqualTo(settlement(70, 25));

    assertBalance(account, 0, 30, 70);
    ledger().settle(other, cost(30));
    assertBalance(account, 0, 0, 100);
  }

  @Test
  void s34UsageBelowZeroIsNotAUsage() {
    assertThatIllegalArgumentException().isThrownBy(() -> cost(-1)).withMessageContaining("cost");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Charge(Money.ZERO, -1, ""))
        .withMessageContaining("tokens");
  }

  @Test
  void whatIsSettledLaterIsSettledSoon() {
    Account account = account(nanos(100));
    Hold hold = ledger().hold(of(account, nanos(40)));

    ledger().settle(hold, cost(15));

    Awaitility.await().untilAsserted(() -> assertBalance(account, 85, 0, 15));
  }

  @Test
  void aKeySpendsNoMoreThanItsCapOfARichAccount() {
    ApiKey key = key(account(nanos(1_000)), nanos(50));
    ledger().settle(ledger().hold(of(key, nanos(30))), cost(20));
    Hold open = ledger().hold(of(key, nanos(25)));

    assertThatThrownBy(() -> ledger().hold(of(key, nanos(6))))
        .isInstanceOf(BillingException.class)
        .hasMessageContaining("cap")
        .hasMessageContaining("$0.000000005 is left");

    assertThat(ledger().spending(key.id())).isEqualTo(new Spending(nanos(25), nanos(20), 0, 0));
    assertBalance(key.account(), 955, 25, 20);
    ledger().release(open);
    ledger().hold(of(key, nanos(30)));
  }

  @Test
  void aKeysSpendingIsCountedWithoutACapToo() {
    ApiKey key = key(account(nanos(100)), null);
    Hold open = ledger().hold(of(key, nanos(10)));
    ledger().settle(ledger().hold(of(key, nanos(30))), cost(20));

    assertThat(ledger().spending(key.id())).isEqualTo(new Spending(nanos(10), nanos(20), 0, 0));
    ledger().release(open);
    assertThat(ledger().spending(key.id())).isEqualTo(new Spending(nanos(0), nanos(20), 0, 0));
  }

  @Test
  void usageBeyondAKeysCapBecomesTheOperatorsLoss() {
    ApiKey key = key(account(nanos(1_000)), nanos(50));
    Hold hold = ledger().hold(of(key, nanos(40)));

    assertThat(ledger().settle(hold, cost(65))).isEqualTo(settlement(50, 15));

    assertThat(ledger().spending(key.id()).spent()).isEqualTo(nanos(50));
    assertBalance(key.account(), 950, 0, 50);
  }

  @Test
  void aCapCountsForAnAccountThatNeedsNoCredit() {
    ApiKey key = keys().create(KeySpec.named("capped").creditCap(nanos(50))).key();
    ledger().settle(ledger().hold(of(key, nanos(30))), cost(20));

    assertThatThrownBy(() -> ledger().hold(of(key, nanos(31))))
        .isInstanceOf(BillingException.class);
    assertThat(ledger().spending(key.id())).isEqualTo(new Spending(nanos(0), nanos(20), 0, 0));
  }

  @Test
  void aCapThatIsSetLaterCountsWhatWasSpentBefore() {
    ApiKey key = key(account(nanos(1_000)), null);
    ledger().settle(ledger().hold(of(key, nanos(30))), cost(20));

    keys().update(key.id(), key.name(), key.terms().withCreditCap(nanos(25)));

    assertThat(affordable(key.account().id(), key.id())).isEqualTo(nanos(5));
    assertThatThrownBy(() -> ledger().hold(of(key, nanos(6)))).isInstanceOf(BillingException.class);
  }

  @Test
  void aCapBelowWhatWasSpentLeavesNothing() {
    ApiKey key = key(account(nanos(1_000)), null);
    Hold open = ledger().hold(of(key, nanos(30)));

    keys().update(key.id(), key.name(), key.terms().withCreditCap(nanos(10)));

    assertThat(affordable(key.account().id(), key.id())).isEqualTo(nanos(0));
    assertThat(ledger().settle(open, cost(40))).isEqualTo(settlement(30, 10));
  }

  @Test
  void whatIsAffordableIsTheTighterOfCreditAndCap() {
    Account account = account(nanos(100));
    ApiKey capped = key(account, nanos(30));
    ApiKey loose = key(account, nanos(300));

    assertThat(affordable(account.id(), null)).isEqualTo(nanos(100));
    assertThat(affordable(account.id(), capped.id())).isEqualTo(nanos(30));
    assertThat(affordable(account.id(), loose.id())).isEqualTo(nanos(100));
    assertThat(affordable(null, capped.id())).isEqualTo(nanos(30));
    assertThat(affordable(null, null)).isEqualTo(LedgerRules.GIVEN_MAX);
  }

  @Test
  void whereNothingIsHeldNothingIsWritten() {
    HoldRequest free = new HoldRequest("request", "m-text", Payer.NOBODY, nanos(0), 0);

    Hold hold = ledger().hold(free);

    assertThat(hold.isNothing()).isTrue();
    assertThat(ledger().settle(hold, cost(9))).isEqualTo(settlement(9, 0));
    ledger().settle(hold, cost(9));
    ledger().release(hold);
  }

  @Test
  void oneAccountsHoldsLeaveAnothersCreditAlone() {
    Account one = account(nanos(100));
    Account other = account(nanos(100));

    ledger().settle(ledger().hold(of(one, nanos(100))), cost(500));

    assertBalance(one, 0, 0, 100);
    assertBalance(other, 100, 0, 0);
  }

  @Test
  void aRequestIdMayComeTwice() {
    Account account = account(nanos(100));

    Hold first = ledger().hold(of(account, nanos(10)));
    Hold second = ledger().hold(of(account, nanos(20)));

    ledger().settle(first, cost(10));
    assertBalance(account, 70, 20, 10);
    ledger().release(second);
    assertBalance(account, 90, 0, 10);
  }

  @Test
  void s28OfSixtyFourAtOnceExactlyThoseAreAdmittedThatTheBalanceAffords() throws Exception {
    long seed = 20261123;
    Random random = new Random(seed);
    try (Together together = new Together(64)) {
      for (int round = 0; round < RACES; round++) {
        int affordable = random.nextInt(70);
        long price = random.nextLong(1, 1_000_000);
        Account account = account(nanos(affordable * price + random.nextLong(price)));

        long admitted =
            together.run(() -> tries(account, nanos(price))).stream().filter(t -> t).count();

        assertThat(admitted)
            .as("round %d of seed %d", round, seed)
            .isEqualTo(Math.min(64, affordable));
        assertThat(ledger().balance(account.id()).held()).isEqualTo(nanos(admitted * price));
      }
    }
  }

  @Test
  void s29TheFirstCallsOfANewKeyAtOnceShareOneCap() throws Exception {
    ApiKey key = keys().create(KeySpec.named("new").creditCap(nanos(10))).key();

    try (Together together = new Together(32)) {
      assertThat(together.run(() -> tries(key, nanos(3))).stream().filter(t -> t)).hasSize(3);
    }
  }

  @Test
  void aHoldSettledAndReleasedByManyAtOnceEndsOnce() throws Exception {
    Account account = account(nanos(1_000));
    Hold hold = ledger().hold(of(account, nanos(100)));

    try (Together together = new Together(32)) {
      assertThat(together.run(() -> ledger().settle(hold, cost(60))))
          .containsOnly(settlement(60, 0));
    }

    assertBalance(account, 940, 0, 60);
  }

  private Money affordable(@Nullable Long account, @Nullable String key) {
    return ledger().affordable(new Payer(account, null, key)).credit();
  }

  private boolean tries(Account account, Money amount) {
    return tries(of(account, amount));
  }

  private boolean tries(ApiKey key, Money amount) {
    return tries(of(key, amount));
  }

  private boolean tries(HoldRequest request) {
    try {
      ledger().hold(request);
      return true;
    } catch (BillingException e) {
      return false;
    }
  }

  private static Settlement settlement(long charged, long loss) {
    return new Settlement(nanos(charged), nanos(loss));
  }

  private void assertBalance(Account account, long available, long held, long used) {
    assertThat(ledger().balance(account.id()))
        .isEqualTo(new Balance(nanos(available), nanos(held), nanos(used)));
  }
}

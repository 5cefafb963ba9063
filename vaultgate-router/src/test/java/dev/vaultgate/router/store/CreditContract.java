package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.EntryKind;
import dev.vaultgate.router.credit.EntryPage;
import dev.vaultgate.router.credit.EntryQuery;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.LedgerEntry;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.credit.StarterCredit;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every ledger promises about credit that is corrected, and about its entries. */
abstract class CreditContract extends StoreContract {

  private Ledger ledger() {
    return store.ledger();
  }

  @AfterEach
  void theBooksAreRight() {
    assertThat(ledger().verify()).isEmpty();
  }

  @Test
  void aCorrectionGivesCreditOrTakesItBack() {
    Account account = account(nanos(70));

    assertThat(ledger().correct(Correction.of(account.id(), nanos(5), "c-1", "a gift")))
        .isEqualTo(new Correction.Result(true, nanos(5)));
    assertThat(ledger().correct(Correction.of(account.id(), nanos(-75), "c-2", "a slip")))
        .isEqualTo(new Correction.Result(true, nanos(-75)));

    assertThat(ledger().balance(account.id())).isEqualTo(Balance.EMPTY);
  }

  @Test
  void s37WhatIsTakenBackAfterItWasGivenLeavesTheExactFormerFigures() {
    Account account = account(nanos(70));
    ledger().settle(ledger().hold(of(account, nanos(30))), Charges.cost(20));
    Balance before = ledger().balance(account.id());
    ledger().topUp(account.id(), nanos(9), "order 1");

    ledger().correct(Correction.of(account.id(), nanos(-9), "refund of order 1", ""));

    assertThat(ledger().balance(account.id())).isEqualTo(before);
  }

  @Test
  void moreThanIsAvailableIsNotTakenBack() {
    Account account = account(nanos(70));
    Hold hold = ledger().hold(of(account, nanos(30)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().correct(Correction.of(account.id(), nanos(-41), "c", "")))
        .withMessageContaining("-$0.000000041")
        .withMessageContaining("at most $0.00000004");

    assertThat(ledger().balance(account.id()))
        .isEqualTo(new Balance(nanos(40), nanos(30), nanos(0)));
    ledger().release(hold);
  }

  @Test
  void whatIsAvailableIsTakenBackWhereThatIsWished() {
    Account account = account(nanos(70));
    ledger().hold(of(account, nanos(30)));

    assertThat(ledger().correct(Correction.takeBack(account.id(), nanos(41), "c", "")))
        .isEqualTo(new Correction.Result(true, nanos(-40)));
    assertThat(ledger().correct(Correction.takeBack(account.id(), nanos(5), "d", "")))
        .isEqualTo(new Correction.Result(true, nanos(0)));

    assertThat(ledger().balance(account.id()))
        .isEqualTo(new Balance(nanos(0), nanos(30), nanos(0)));
  }

  @Test
  void s36TheSameCorrectionAgainChangesNothingAndSaysWhatTheFirstDid() {
    Account account = account(nanos(70));
    Correction given = Correction.of(account.id(), nanos(5), "c-1", "");
    Correction taken = Correction.takeBack(account.id(), nanos(100), "c-2", "");
    ledger().correct(given);
    ledger().correct(taken);

    assertThat(ledger().correct(given)).isEqualTo(new Correction.Result(false, nanos(5)));
    assertThat(ledger().correct(taken)).isEqualTo(new Correction.Result(false, nanos(-75)));

    assertThat(ledger().balance(account.id())).isEqualTo(Balance.EMPTY);
  }

  @Test
  void s36TheSameCorrectionFromManyAtOnceIsMadeOnce() throws Exception {
    Account account = account(nanos(70));
    Correction taken = Correction.of(account.id(), nanos(-5), "c-1", "");

    try (Together together = new Together(16)) {
      assertThat(together.run(() -> ledger().correct(taken).isNew())).containsOnlyOnce(true);
    }

    assertThat(ledger().balance(account.id()).available()).isEqualTo(nanos(65));
  }

  @Test
  void aReferenceNamesOneEntryOfAnyKind() {
    Account account = account(nanos(70));
    Account other = account(nanos(70));
    ledger().topUp(account.id(), nanos(5), "r-1");
    ledger().correct(Correction.of(account.id(), nanos(-5), "r-2", ""));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().correct(Correction.of(account.id(), nanos(5), "r-1", "")))
        .withMessageContaining("r-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().topUp(account.id(), nanos(5), "r-2"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().correct(Correction.of(account.id(), nanos(-6), "r-2", "")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().correct(Correction.of(other.id(), nanos(-5), "r-2", "")));
  }

  @Test
  void aCorrectionMovesSomethingOfAnAccountThatExists() {
    Account account = account(nanos(70));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Correction.of(account.id(), nanos(0), "c", ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Correction.takeBack(account.id(), nanos(-1), "c", ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().correct(Correction.of(account.id(), nanos(5), " ", "")))
        .withMessageContaining("reference");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().correct(Correction.of(4711, nanos(5), "c", "")))
        .withMessageContaining("4711");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().correct(Correction.of(4711, nanos(-5), "c", "")))
        .withMessageContaining("4711");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ledger().correct(Correction.of(account.id(), LedgerRules.GIVEN_MAX, "c", "")))
        .withMessageContaining("more than");
  }

  @Test
  void entriesTellWhatMovedCreditNewestFirst() {
    Account account = account(nanos(0));
    ApiKey key = key(account, null);
    ledger().topUp(account.id(), nanos(100), "r-1", "hello");
    time.advance(Duration.ofSeconds(1));
    ledger().settle(ledger().hold(of(key, nanos(30))), Charges.cost(20));
    ledger().release(ledger().hold(of(key, nanos(30))));
    ledger().correct(Correction.of(account.id(), nanos(-3), "r-2", "sorry"));

    List<LedgerEntry> entries = ledger().entries(EntryQuery.of(account.id()), 10, null).entries();

    assertThat(entries)
        .extracting(LedgerEntry::kind)
        .containsExactly(EntryKind.WITHDRAWAL, EntryKind.CHARGE, EntryKind.TOPUP);
    assertThat(entries)
        .extracting(LedgerEntry::amount)
        .containsExactly(nanos(-3), nanos(-20), nanos(100));
    LedgerEntry charge = entries.get(1);
    assertThat(charge.keyId()).isEqualTo(key.id());
    assertThat(charge.requestId()).isEqualTo("request");
    assertThat(entries.get(0).reference()).isEqualTo("r-2");
    assertThat(entries.get(0).note()).isEqualTo("sorry");
    assertThat(entries.get(0).account()).isEqualTo(account.name());
    assertThat(entries.get(2).at())
        .isEqualTo(charge.at().minusSeconds(1))
        .isEqualTo(time.now().minusSeconds(1));
  }

  @Test
  void entriesAddUpToTheBalance() {
    Account account = account(nanos(100));
    ledger().settle(ledger().hold(of(account, nanos(30))), Charges.cost(120));
    ledger().correct(Correction.of(account.id(), nanos(7), "r-1", ""));

    Money sum =
        ledger().entries(EntryQuery.of(account.id()), 10, null).entries().stream()
            .map(LedgerEntry::amount)
            .reduce(Money.ZERO, Money::plus);

    assertThat(sum).isEqualTo(ledger().balance(account.id()).available()).isEqualTo(nanos(7));
  }

  @Test
  void s16EntriesOfOneAccountAreNotAnothers() {
    Account account = account(nanos(100));
    Account other = account(nanos(100));

    assertThat(ledger().entries(EntryQuery.of(account.id()), 10, null).entries())
        .extracting(LedgerEntry::accountId)
        .containsExactly(account.id());
    assertThat(ledger().entries(new EntryQuery(null, Set.of()), 10, null).entries())
        .extracting(LedgerEntry::accountId)
        .containsExactly(other.id(), account.id());
  }

  @Test
  void entriesOfSomeKindsAreFound() {
    Account account = account(nanos(100));
    ledger().settle(ledger().hold(of(account, nanos(30))), Charges.cost(20));

    EntryQuery query = new EntryQuery(account.id(), Set.of(EntryKind.TOPUP, EntryKind.CORRECTION));

    assertThat(ledger().entries(query, 10, null).entries())
        .extracting(LedgerEntry::kind)
        .containsExactly(EntryKind.TOPUP);
  }

  @Test
  void entriesThatComeMeanwhileDoNotMoveThePages() {
    Account account = account(nanos(0));
    for (int i = 1; i <= 5; i++) {
      ledger().topUp(account.id(), nanos(i), "r-" + i);
    }
    EntryQuery query = EntryQuery.of(account.id());
    EntryPage first = ledger().entries(query, 2, null);
    ledger().topUp(account.id(), nanos(6), "r-6");
    EntryPage second = ledger().entries(query, 2, first.next());
    EntryPage third = ledger().entries(query, 2, second.next());

    assertThat(List.of(first, second, third))
        .flatExtracting(EntryPage::entries)
        .extracting(LedgerEntry::amount)
        .containsExactly(nanos(5), nanos(4), nanos(3), nanos(2), nanos(1));
    assertThat(third.next()).isNull();
  }

  @Test
  void pagesHaveBounds() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().entries(EntryQuery.of(1), 0, null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ledger().entries(EntryQuery.of(1), 1_001, null));
  }

  @Test
  void whatExceededAllCreditIsNoEntryOfTheAccount() {
    Account account = account(nanos(100));

    Settlement settlement =
        ledger().settle(ledger().hold(of(account, nanos(30))), Charges.cost(120));

    assertThat(settlement.operatorLoss()).isEqualTo(nanos(20));
    assertThat(ledger().entries(EntryQuery.of(account.id()), 1, null).entries())
        .extracting(LedgerEntry::amount)
        .containsExactly(nanos(-100));
  }

  @Test
  void s38StarterCreditIsGivenToAPersonOnceWhateverAccountsHeMakes() throws Exception {
    List<Account> accounts = Stream.generate(() -> account(nanos(0))).limit(50).toList();
    StarterCredit starter = new StarterCredit(ledger(), nanos(5));

    Queue<Account> waiting = new ConcurrentLinkedQueue<>(accounts);
    try (Together together = new Together(50)) {
      assertThat(together.run(() -> starter.give(waiting.remove().id(), "ada@example.com")))
          .containsOnlyOnce(true);
    }
    boolean later =
        new StarterCredit(ledger(), nanos(6)).give(accounts.get(0).id(), "ada@example.com");

    assertThat(later).isFalse();
    assertThat(
            accounts.stream()
                .map(account -> ledger().balance(account.id()).available())
                .reduce(Money.ZERO, Money::plus))
        .isEqualTo(nanos(5));
    assertThat(starter.give(accounts.get(0).id(), "bob@example.com")).isTrue();
  }

  @Test
  void whereThereIsNoStarterCreditNothingIsEntered() {
    Account account = account(nanos(0));

    assertThat(new StarterCredit(ledger(), Money.ZERO).give(account.id(), "ada@example.com"))
        .isFalse();

    assertThat(ledger().entries(EntryQuery.of(account.id()), 1, null).entries()).isEmpty();
  }
}

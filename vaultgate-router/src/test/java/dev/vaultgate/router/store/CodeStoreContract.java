package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.ConflictException;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.credit.EntryQuery;
import dev.vaultgate.router.credit.LedgerEntry;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.redeem.CodePage;
import dev.vaultgate.router.redeem.CodeSpec;
import dev.vaultgate.router.redeem.CodeState;
import dev.vaultgate.router.redeem.Codes;
import dev.vaultgate.router.redeem.RedeemCode;
import dev.vaultgate.router.redeem.Redemption;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every store of redeem codes promises. */
abstract class CodeStoreContract extends StoreContract {

  private static final CodeSpec WORTH_5 = CodeSpec.worth(Money.dollars(5));

  private Codes codes() {
    return new Codes(store.codes(), time);
  }

  private Codes.Created one(CodeSpec spec) {
    return codes().create(spec, 1).get(0);
  }

  private void redeem(String typed, long accountId) {
    codes().redeem(typed, accountId, "192.0.2.7");
  }

  @AfterEach
  void theBooksAreRight() {
    assertThat(store.ledger().verify()).isEmpty();
  }

  @Test
  void aCodeGivesTheAccountItsCredit() {
    Account account = account(nanos(7));
    Codes.Created created = one(WORTH_5);

    redeem(created.secret().reveal(), account.id());

    assertThat(store.ledger().balance(account.id()).available())
        .isEqualTo(Money.dollars(5).plus(nanos(7)));
    assertThat(store.codes().find(created.code().id()))
        .hasValueSatisfying(code -> assertThat(code.state(time.now())).isEqualTo(CodeState.USED_UP))
        .hasValueSatisfying(code -> assertThat(code.used()).isEqualTo(1));
    LedgerEntry entry =
        store.ledger().entries(EntryQuery.of(account.id()), 1, null).entries().get(0);
    assertThat(entry.note()).isEqualTo(created.code().masked());
  }

  @Test
  void aCodeIsKeptAsItWasMade() {
    CodeSpec spec =
        WORTH_5
            .uses(3)
            .expires(time.now().plusSeconds(60).truncatedTo(ChronoUnit.MILLIS))
            .note("n");
    RedeemCode made = one(spec).code();

    assertThat(store.codes().find(made.id())).hasValue(made);
    assertThat(made.spec()).isEqualTo(spec);
    assertThat(store.codes().find(made.id() + 1)).isEmpty();
  }

  @Test
  void whoRedeemedACodeCannotAgain() {
    Account account = account(nanos(0));
    Codes.Created created = one(WORTH_5.uses(2));
    redeem(created.secret().reveal(), account.id());

    assertRefused(created, account, "code_redeemed");

    assertThat(store.ledger().balance(account.id()).available()).isEqualTo(Money.dollars(5));
    assertThat(store.codes().find(created.code().id()).orElseThrow().used()).isEqualTo(1);
  }

  @Test
  void aCodeForSeveralIsUsedUpByAsMany() {
    Codes.Created created = one(WORTH_5.uses(2));
    redeem(created.secret().reveal(), account(nanos(0)).id());
    redeem(created.secret().reveal(), account(nanos(0)).id());

    assertRefused(created, account(nanos(0)), "code_used_up");
  }

  @Test
  void s36OfManyAtOnceThatWantTheLastUseOneGetsIt() throws Exception {
    Codes.Created created = one(WORTH_5.uses(3));
    redeem(created.secret().reveal(), account(nanos(0)).id());
    redeem(created.secret().reveal(), account(nanos(0)).id());
    List<Account> accounts = Stream.generate(() -> account(nanos(0))).limit(32).toList();

    Queue<Account> waiting = new ConcurrentLinkedQueue<>(accounts);
    try (Together together = new Together(32)) {
      assertThat(together.run(() -> redeems(created, waiting.remove()))).containsOnlyOnce(true);
    }

    assertThat(
            accounts.stream()
                .map(account -> store.ledger().balance(account.id()).available())
                .reduce(Money.ZERO, Money::plus))
        .isEqualTo(Money.dollars(5));
  }

  @Test
  void s36OneAccountThatRedeemsManyTimesAtOnceIsCreditedOnce() throws Exception {
    Account account = account(nanos(0));
    Codes.Created created = one(WORTH_5.uses(100));

    try (Together together = new Together(32)) {
      assertThat(together.run(() -> redeems(created, account))).containsOnlyOnce(true);
    }

    assertThat(store.ledger().balance(account.id()).available()).isEqualTo(Money.dollars(5));
    assertThat(store.codes().find(created.code().id()).orElseThrow().used()).isEqualTo(1);
  }

  @Test
  void anExpiredCodeIsRefused() {
    Codes.Created created = one(WORTH_5.expires(time.now().plusSeconds(60)));
    time.advance(Duration.ofSeconds(60));

    assertRefused(created, account(nanos(0)), "code_expired");
  }

  @Test
  void aDisabledCodeIsRefused() {
    Codes.Created created = one(WORTH_5);

    assertThat(codes().disable(created.code().id())).isTrue();
    assertThat(codes().disable(created.code().id())).isFalse();
    assertThat(codes().disable(4711)).isFalse();

    assertRefused(created, account(nanos(0)), "code_disabled");
  }

  @Test
  void aBatchIsDisabledAtOnce() {
    List<Codes.Created> batch = codes().create(WORTH_5, 3);
    Codes.Created other = one(WORTH_5);
    codes().disable(batch.get(0).code().id());

    assertThat(codes().disableBatch(batch.get(0).code().batch())).isEqualTo(2);

    assertRefused(batch.get(2), account(nanos(0)), "code_disabled");
    redeem(other.secret().reveal(), account(nanos(0)).id());
  }

  @Test
  void whatIsNoCodeIsRefused() {
    Account account = account(nanos(0));
    String unknown =
        new Codes(Store.inMemory().codes(), time).create(WORTH_5, 1).get(0).secret().reveal();

    assertThatThrownBy(() -> redeem(unknown, account.id()))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.code()).isEqualTo("code_not_found"));
    assertThatThrownBy(() -> redeem("VG-0000-0000-0000-0001", account.id()))
        .isInstanceOfSatisfying(
            InvalidRequestException.class, e -> assertThat(e.code()).isEqualTo("invalid_value"))
        .hasMessageNotContaining("0001");
  }

  @Test
  void anAccountThatDoesNotExistCannotRedeem() {
    Codes.Created created = one(WORTH_5);

    assertThatIllegalArgumentException().isThrownBy(() -> redeem(created.secret().reveal(), 4711));

    assertThat(store.codes().find(created.code().id()).orElseThrow().used()).isZero();
  }

  @Test
  void anAccountThatIsFullKeepsTheCodeUnused() {
    Account account = account(LedgerRules.GIVEN_MAX);
    Codes.Created created = one(WORTH_5);

    assertRefused(created, account, "code_refused");

    assertThat(store.codes().find(created.code().id()).orElseThrow().used()).isZero();
  }

  @Test
  void codesAreListedByBatchesAndPages() {
    List<Codes.Created> first = codes().create(WORTH_5, 3);
    List<Codes.Created> second = codes().create(WORTH_5, 2);

    CodePage page = store.codes().page(null, 2, null);
    CodePage rest = store.codes().page(null, 10, page.next());
    CodePage batch = store.codes().page(first.get(0).code().batch(), 10, null);

    assertThat(page.codes()).containsExactly(second.get(1).code(), second.get(0).code());
    assertThat(rest.codes()).hasSize(3).isEqualTo(batch.codes());
    assertThat(rest.next()).isNull();
  }

  @Test
  void whoRedeemedACodeIsKnown() {
    Codes.Created created = one(WORTH_5.uses(3));
    Queue<Account> accounts = new ArrayDeque<>();
    for (int i = 0; i < 3; i++) {
      Account account = account(nanos(0));
      accounts.add(account);
      redeem(created.secret().reveal(), account.id());
    }

    List<Redemption> page = store.codes().redemptions(created.code().id(), 2, null);
    List<Redemption> rest = store.codes().redemptions(created.code().id(), 2, page.get(1).id());

    assertThat(rest).extracting(Redemption::account).containsExactly(accounts.remove().name());
    assertThat(page)
        .extracting(Redemption::accountId)
        .doesNotContain(rest.get(0).accountId())
        .hasSize(2);
    assertThat(page.get(0).at()).isEqualTo(time.now().truncatedTo(ChronoUnit.MILLIS));
  }

  @Test
  void s71WhoGuessesIsSlowedAndNobodyElse() {
    Account account = account(nanos(0));
    Codes codes = codes();
    Codes.Created created = one(WORTH_5.uses(2));
    codes.redeem(created.secret().reveal(), account.id(), "192.0.2.7");
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> codes.redeem("VG-0000-0000-0000-0001", account.id(), "192.0.2.7"))
          .isInstanceOf(InvalidRequestException.class);
    }

    Codes.Created good = one(WORTH_5);
    assertThatThrownBy(() -> codes.redeem(good.secret().reveal(), account.id(), "192.0.2.7"))
        .isInstanceOf(RateLimitException.class);
    codes.redeem(created.secret().reveal(), account(nanos(0)).id(), "192.0.2.7");
    time.advance(Duration.ofMinutes(15));
    codes.redeem(good.secret().reveal(), account.id(), "192.0.2.7");
  }

  private boolean redeems(Codes.Created created, Account account) {
    try {
      redeem(created.secret().reveal(), account.id());
      return true;
    } catch (ConflictException e) {
      return false;
    }
  }

  private void assertRefused(Codes.Created created, Account account, String code) {
    assertThatThrownBy(() -> redeem(created.secret().reveal(), account.id()))
        .isInstanceOf(ConflictException.class)
        .extracting(e -> ((VaultGateException) e).code())
        .isEqualTo(code);
  }
}

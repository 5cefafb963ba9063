package dev.vaultgate.router.store;

import static dev.vaultgate.router.store.Charges.cost;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.account.Projects;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.credit.Affordable;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Period;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.credit.Spending;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger promises of budgets: of keys and projects, in all, per day and per month. */
abstract class BudgetContract extends StoreContract {

  private Account account = new Account(0, "", false, time.now());

  @BeforeEach
  void makeAnAccount() {
    account = account(nanos(1_000));
  }

  @AfterEach
  void theBooksAreRight() {
    assertThat(ledger().verify()).isEmpty();
  }

  private Ledger ledger() {
    return store.ledger();
  }

  @Test
  void keysOfAProjectShareItsBudget() {
    Project project = project(Budget.NONE.withCredit(Period.TOTAL, nanos(100)));
    ApiKey one = key(project, Budget.NONE);
    ApiKey other = key(project, Budget.NONE);
    Hold hold = ledger().hold(of(one, nanos(60)));

    assertThatThrownBy(() -> ledger().hold(of(other, nanos(41))))
        .isInstanceOf(BillingException.class)
        .hasMessage(
            "The budget of the project %s is used up: the request may cost $0.000000041 and"
                + " $0.00000004 is left.",
            project.id());

    ledger().settle(hold, cost(50));
    ledger().settle(ledger().hold(of(other, nanos(50))), cost(50));
    assertThat(ledger().spending(project.id())).isEqualTo(new Spending(nanos(0), nanos(100), 0, 0));
    assertThat(ledger().spending(one.id()).spent()).isEqualTo(nanos(50));
    assertThat(ledger().balance(account.id()).used()).isEqualTo(nanos(100));
  }

  @Test
  void theTightestOfAccountProjectAndKeyRefusesAndIsNamed() {
    Project project = project(Budget.NONE.withCredit(Period.MONTH, nanos(500)));
    ApiKey key = key(project, Budget.NONE.withCredit(Period.DAY, nanos(200)));

    assertRefused(key, 201, "The key's daily credit cap is reached");
    assertRefused(key, 9_999, "The key's daily credit cap is reached");
    keys().update(key.id(), "k", key.terms().withBudget(Budget.NONE));
    assertRefused(key, 501, "The monthly budget of the project " + project.id() + " is used up");
    projects().update(project.id(), "p", ProjectTerms.UNLIMITED);
    assertRefused(key, 1_001, "Insufficient credit");
  }

  private void assertRefused(ApiKey key, long amount, String words) {
    assertThatThrownBy(() -> ledger().hold(of(key, nanos(amount))))
        .isInstanceOf(BillingException.class)
        .hasMessageStartingWith(words);
  }

  @Test
  void aBudgetForADayIsThereAgainAtMidnight() {
    ApiKey key = key(Budget.NONE.withCredit(Period.DAY, nanos(50)));
    ledger().settle(ledger().hold(of(key, nanos(50))), cost(50));
    assertRefused(key, 1, "The key's daily credit cap");

    time.advance(Duration.ofHours(12)); // It was noon.

    assertThat(ledger().affordable(payer(key)).credit()).isEqualTo(nanos(50));
    ledger().settle(ledger().hold(of(key, nanos(50))), cost(50));
    assertThat(ledger().spending(key.id(), Period.DAY).spent()).isEqualTo(nanos(50));
    assertThat(ledger().spending(key.id(), Period.MONTH).spent()).isEqualTo(nanos(100));
    assertThat(ledger().spending(key.id()).spent()).isEqualTo(nanos(100));
  }

  @Test
  void aBudgetForAMonthIsThereAgainOnTheFirst() {
    ApiKey key = key(Budget.NONE.withCredit(Period.MONTH, nanos(50)));
    ledger().settle(ledger().hold(of(key, nanos(50))), cost(50));
    time.advance(Duration.ofDays(7)); // From the 23rd to the 30th of November.
    assertRefused(key, 1, "The key's monthly credit cap");

    time.advance(Duration.ofDays(1));

    ledger().settle(ledger().hold(of(key, nanos(50))), cost(50));
    assertThat(ledger().spending(key.id(), Period.MONTH).spent()).isEqualTo(nanos(50));
  }

  @Test
  void whatIsHeldOverMidnightCountsOnBothDays() {
    ApiKey key = key(Budget.NONE.withCredit(Period.DAY, nanos(50)));
    Hold hold = ledger().hold(of(key, nanos(40)));

    time.advance(Duration.ofHours(12));

    assertRefused(key, 11, "The key's daily credit cap");
    ledger().settle(hold, cost(30));
    assertThat(ledger().affordable(payer(key)).credit()).isEqualTo(nanos(20));
  }

  @Test
  void f75AClockThatIsSetBackDoesNotOpenADayAgain() {
    ApiKey key = key(Budget.NONE.withCredit(Period.DAY, nanos(50)));
    ledger().settle(ledger().hold(of(key, nanos(50))), cost(50));
    time.jump(Duration.ofHours(13));
    ledger().settle(ledger().hold(of(key, nanos(50))), cost(50));

    time.jump(Duration.ofHours(-13));

    assertRefused(key, 1, "The key's daily credit cap");
  }

  @Test
  void aBudgetForADayThatIsSetLaterCountsWhatWasSpentThatDay() {
    ApiKey key = key(Budget.NONE);
    ledger().settle(ledger().hold(of(key, nanos(30))), cost(30));
    time.advance(Duration.ofDays(1));
    ledger().settle(ledger().hold(of(key, nanos(20))), cost(20));

    keys()
        .update(
            key.id(), "k", key.terms().withBudget(Budget.NONE.withCredit(Period.DAY, nanos(25))));

    assertThat(ledger().affordable(payer(key)).credit()).isEqualTo(nanos(5));
  }

  @Test
  void tokensAreHeldAndSettledWithWhatWasUsed() {
    ApiKey key = key(Budget.NONE.withTokens(Period.TOTAL, 100L));
    Hold hold = ledger().hold(of(key, 80));

    assertThatThrownBy(() -> ledger().hold(of(key, 21)))
        .asInstanceOf(type(RateLimitException.class))
        .satisfies(e -> assertThat(e.type()).isEqualTo("insufficient_quota"))
        .satisfies(e -> assertThat(e.code()).isEqualTo("token_quota_exceeded"))
        .satisfies(e -> assertThat(e.retryAfter()).isEmpty())
        .satisfies(
            e ->
                assertThat(e)
                    .hasMessage(
                        "The key's token quota is used up: the request may use 21 tokens and 20"
                            + " are left."));

    assertThat(ledger().spending(key.id()).tokensHeld()).isEqualTo(80);
    ledger().settle(hold, new Charge(nanos(5), 30, ""));
    assertThat(ledger().spending(key.id())).isEqualTo(new Spending(nanos(0), nanos(5), 0, 30));
    assertThat(ledger().affordable(payer(key)).tokens()).isEqualTo(70);
  }

  @Test
  void tokensBeyondTheQuotaCountAndLeaveNothing() {
    ApiKey key = key(Budget.NONE.withTokens(Period.TOTAL, 100L));
    Hold hold = ledger().hold(of(key, 80));

    ledger().settle(hold, new Charge(nanos(5), 130, ""));

    assertThat(ledger().spending(key.id()).tokensUsed()).isEqualTo(130);
    assertThat(ledger().affordable(payer(key)).tokens()).isZero();
    ledger().hold(of(key, 0));
  }

  @Test
  void s37TokensOfAReleasedHoldAreThereAgain() {
    ApiKey key = key(Budget.NONE.withTokens(Period.DAY, 100L));
    Hold hold = ledger().hold(of(key, 100));

    ledger().release(hold);

    assertThat(ledger().affordable(payer(key)).tokens()).isEqualTo(100);
    assertThat(ledger().settle(hold, new Charge(nanos(5), 30, ""))).isEqualTo(Settlement.NOTHING);
    assertThat(ledger().spending(key.id())).isEqualTo(Spending.NONE);
  }

  @Test
  void theTightestQuotaRefusesAndIsNamed() {
    Project project =
        project(Budget.NONE.withTokens(Period.DAY, 50L).withTokens(Period.TOTAL, 60L));
    ApiKey key = key(project, Budget.NONE.withTokens(Period.MONTH, 100L));

    assertThatThrownBy(() -> ledger().hold(of(key, 51)))
        .hasMessageStartingWith("The daily token quota of the project %s is used up", project.id());
  }

  @Test
  void aQuotaCountsForAnAccountThatNeedsNoCredit() {
    ApiKey key =
        keys().create(KeySpec.named("k").budget(Budget.NONE.withTokens(Period.DAY, 10L))).key();

    Hold hold = ledger().hold(of(key, 10));

    assertThatThrownBy(() -> ledger().hold(of(key, 1))).isInstanceOf(RateLimitException.class);
    assertThat(ledger().settle(hold, new Charge(nanos(70), 4, "")))
        .isEqualTo(new Settlement(nanos(70), nanos(0)));
    assertThat(ledger().spending(key.id())).isEqualTo(new Spending(nanos(0), nanos(70), 0, 4));
  }

  @Test
  void whatIsUsedBeyondTheProjectsBudgetIsTheOperatorsLoss() {
    Project project = project(Budget.NONE.withCredit(Period.TOTAL, nanos(50)));
    ApiKey key = key(project, Budget.NONE);
    Hold hold = ledger().hold(of(key, nanos(40)));

    assertThat(ledger().settle(hold, cost(70))).isEqualTo(new Settlement(nanos(50), nanos(20)));
    assertThat(ledger().balance(account.id()).used()).isEqualTo(nanos(50));
  }

  @Test
  void aHoldIsSettledForTheProjectThatItWasMadeFor() {
    Project project = project(Budget.NONE.withCredit(Period.TOTAL, nanos(50)));
    ApiKey key = key(project, Budget.NONE);
    Hold hold = ledger().hold(of(key, nanos(40)));

    keys().update(key, "k", null, key.terms());
    ledger().settle(hold, cost(30));

    assertThat(ledger().spending(project.id())).isEqualTo(new Spending(nanos(0), nanos(30), 0, 0));
  }

  @Test
  void s28OfManyAtOnceExactlyThoseAreAdmittedThatTheProjectAffords() throws Exception {
    Project project =
        project(Budget.NONE.withCredit(Period.DAY, nanos(700)).withTokens(Period.TOTAL, 30L));
    ApiKey key = key(project, Budget.NONE);

    try (Together together = new Together(64)) {
      assertThat(together.run(() -> tries(of(key, nanos(50), 2))).stream().filter(t -> t))
          .hasSize(14);
      assertThat(together.run(() -> tries(of(key, 1))).stream().filter(t -> t)).hasSize(2);
    }
  }

  private boolean tries(HoldRequest request) {
    try {
      ledger().hold(request);
      return true;
    } catch (BillingException | RateLimitException e) {
      return false;
    }
  }

  @Test
  void whereNothingIsBoundedEverythingIsAffordable() {
    assertThat(ledger().affordable(payer(keys().create(KeySpec.named("k")).key())))
        .isEqualTo(new Affordable(LedgerRules.GIVEN_MAX, Long.MAX_VALUE));
  }

  private Projects projects() {
    return new Projects(store.projects(), keys(), time);
  }

  private Project project(Budget budget) {
    return projects().create(account, "p", new ProjectTerms(budget, Rates.UNLIMITED));
  }

  private ApiKey key(Budget budget) {
    return keys().create(KeySpec.named("k").account(account.name()).budget(budget)).key();
  }

  private ApiKey key(Project project, Budget budget) {
    return keys().create(KeySpec.named("k").project(project).budget(budget)).key();
  }

  private static HoldRequest of(ApiKey key, long tokens) {
    return of(key, Money.ZERO, tokens);
  }

  private static HoldRequest of(ApiKey key, Money amount, long tokens) {
    return new HoldRequest("request", "m-text", payer(key), amount, tokens);
  }
}

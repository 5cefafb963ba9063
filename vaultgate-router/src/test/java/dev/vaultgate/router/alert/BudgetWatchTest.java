package dev.vaultgate.router.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.KeyTerms;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.account.Projects;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Period;
import dev.vaultgate.router.store.Store;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BudgetWatchTest {

  private final FakeTime time = new FakeTime();
  private final Store store = Store.inMemory(time);
  private final Keys keys = new Keys(store.keys(), time);
  private final BudgetWatch watch =
      new BudgetWatch(store.keys(), store.ledger(), store.alerts(), time);
  private int topUps;

  @AfterEach
  void close() {
    store.close();
  }

  private ApiKey key(Budget budget) {
    return key(budget, null);
  }

  private ApiKey key(Budget budget, @Nullable Project project) {
    KeySpec spec = KeySpec.named("writer").account("team").terms(KeyTerms.USUAL.withBudget(budget));
    ApiKey key = keys.create(project == null ? spec : spec.project(project)).key();
    topUp(key, Money.dollars(100));
    return key;
  }

  private void topUp(ApiKey key, Money amount) {
    store.ledger().topUp(key.account().id(), amount, "top-up " + ++topUps);
  }

  /** A call that costs this much. */
  private void spend(ApiKey key, String dollars, long tokens) {
    Money cost = Money.dollars(dollars);
    Payer payer =
        new Payer(key.account().id(), key.project() == null ? null : key.project().id(), key.id());
    Hold hold = store.ledger().hold(new HoldRequest("r", "m-text", payer, cost, tokens));
    store.ledger().settle(hold, new Charge(cost, tokens, ""));
    watch.used(key.id());
  }

  /** What is found when somebody comes by twice. */
  private List<AlertDraft> look() {
    watch.look();
    return watch.look();
  }

  @Test
  void aKeyThatHasUsedHalfOfItsCapIsTold() {
    ApiKey key = key(Budget.NONE.withCredit(Period.TOTAL, Money.dollars(5)));
    spend(key, "2.5", 10);

    AlertDraft alert = look().get(0);

    assertThat(alert.owner()).isEqualTo(key.account().id());
    assertThat(alert.kind()).isEqualTo(AlertKind.BUDGET);
    assertThat(alert.text()).isEqualTo("Key writer has used 50 % of its credit: $2.5 of $5.");
    assertThat(alert.details())
        .isEqualTo(
            "{\"id\":\"%s\",\"unit\":\"credit\",\"period\":\"total\",\"percent\":50,"
                    .formatted(key.id())
                + "\"used\":\"2.5\",\"limit\":\"5\"}");
  }

  @Test
  void beforeTheFirstThresholdNobodyIsTold() {
    ApiKey key = key(Budget.NONE.withCredit(Period.TOTAL, Money.dollars(5)));
    spend(key, "2.499999999", 10);

    assertThat(look()).isEmpty();
  }

  @Test
  void whatHasNoBoundIsNotWatched() {
    ApiKey key = key(Budget.NONE);
    spend(key, "50", 1_000_000);

    assertThat(look()).isEmpty();
  }

  @Test
  void tokensAndPeriodsHaveBoundsOfTheirOwn() {
    ApiKey key =
        key(
            Budget.NONE
                .withTokens(Period.DAY, 1_000L)
                .withTokens(Period.MONTH, 10_000L)
                .withCredit(Period.DAY, Money.dollars(1)));
    spend(key, "0.9", 1_000);

    assertThat(look())
        .extracting(AlertDraft::text)
        .containsExactlyInAnyOrder(
            "Key writer has used all of its daily tokens: 1,000 of 1,000."
                + " Calls are refused until midnight UTC, or until it is given more.",
            "Key writer has used 80 % of its daily credit: $0.9 of $1.");
  }

  @Test
  void aThresholdIsOneOccasionInItsPeriodAndAnotherInTheNext() {
    ApiKey key = key(Budget.NONE.withTokens(Period.DAY, 100L));
    spend(key, "0.1", 60);
    String first = look().get(0).occasion();
    spend(key, "0.1", 10);
    String again = look().get(0).occasion();
    time.advance(Duration.ofDays(1));
    spend(key, "0.1", 60);
    String nextDay = look().get(0).occasion();

    assertThat(again).isEqualTo(first);
    assertThat(nextDay).isNotEqualTo(first);
  }

  @Test
  void anotherBoundIsAnotherOccasion() {
    ApiKey key = key(Budget.NONE.withCredit(Period.TOTAL, Money.dollars(5)));
    spend(key, "3", 0);
    String before = look().get(0).occasion();

    keys.update(key.id(), key.name(), key.terms().withCreditCap(Money.dollars(6)));
    watch.used(key.id());

    assertThat(look().get(0).occasion()).isNotEqualTo(before);
  }

  @Test
  void aProjectIsToldOnceForAllItsKeys() {
    Project project =
        new Projects(store.projects(), keys, time)
            .create(
                store.keys().account("team", false, time.now()),
                "website",
                new ProjectTerms(
                    Budget.NONE.withCredit(Period.MONTH, Money.dollars(10)), Rates.UNLIMITED));
    ApiKey one = key(Budget.NONE, project);
    ApiKey other = key(Budget.NONE, project);
    spend(one, "4", 0);
    spend(other, "4", 0);

    assertThat(look())
        .extracting(AlertDraft::text)
        .containsExactly("Project website has used 80 % of its monthly credit: $8 of $10.");
  }

  @Test
  void aRefusedCallOfAKeyThatIsNearlySpentMeansThatAllIsUsed() {
    ApiKey key = key(Budget.NONE.withCredit(Period.TOTAL, Money.dollars(5)));
    spend(key, "4.98", 0);
    watch.refused(key.id());

    assertThat(watch.look())
        .extracting(AlertDraft::text)
        .containsExactly(
            "Key writer has used all of its credit: $4.98 of $5."
                + " Calls are refused until it is given more.");
  }

  @Test
  void aRefusedCallThatWasTooLargeMeansNothing() {
    ApiKey key = key(Budget.NONE.withCredit(Period.TOTAL, Money.dollars(5)));
    watch.refused(key.id());

    assertThat(watch.look()).isEmpty();
  }

  @Test
  void anOwnerChoosesHisThresholds() {
    ApiKey key = key(Budget.NONE.withCredit(Period.TOTAL, Money.dollars(5)));
    configure(key, AlertSettings.USUAL.withThresholds(List.of(95)));
    spend(key, "4.5", 0);

    assertThat(look()).isEmpty();

    configure(key, AlertSettings.USUAL.withThresholds(List.of(90)));
    watch.used(key.id());
    assertThat(look()).extracting(AlertDraft::text).allMatch(text -> text.contains("90 %"));
  }

  private void configure(ApiKey key, AlertSettings settings) {
    store.alerts().configure(key.account().id(), settings);
  }

  @Test
  void aBalanceBelowItsFloorIsToldOnceUntilCreditComes() {
    ApiKey key = key(Budget.NONE);
    configure(key, AlertSettings.USUAL.withFloor(Money.dollars(50)));
    spend(key, "50", 0);
    assertThat(look()).isEmpty();

    spend(key, "1", 0);
    AlertDraft first = look().get(0);
    spend(key, "1", 0);
    AlertDraft again = look().get(0);
    topUp(key, Money.dollars(1));
    spend(key, "1", 0);
    AlertDraft afterTopUp = look().get(0);

    assertThat(first.text()).isEqualTo("Account team has $49 of credit left, less than $50.");
    assertThat(again.occasion()).isEqualTo(first.occasion());
    assertThat(afterTopUp.occasion()).isNotEqualTo(first.occasion());
  }

  @Test
  void whatACallLeftIsLookedAtTheSecondTimeSomebodyComesBy() {
    ApiKey key = key(Budget.NONE.withCredit(Period.TOTAL, Money.dollars(5)));
    spend(key, "4", 0);

    assertThat(watch.look()).isEmpty();
    assertThat(watch.look()).hasSize(1);
    assertThat(watch.look()).isEmpty();
  }

  @Test
  void aKeyThatNobodyKnowsIsPassedOver() {
    watch.used("key_none");
    watch.refused("key_none");

    assertThat(look()).isEmpty();
  }
}

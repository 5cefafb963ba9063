package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vaultgate.router.alert.Alert;
import dev.vaultgate.router.alert.AlertDraft;
import dev.vaultgate.router.alert.AlertKind;
import dev.vaultgate.router.alert.AlertPage;
import dev.vaultgate.router.alert.AlertQuery;
import dev.vaultgate.router.alert.AlertSettings;
import dev.vaultgate.router.alert.AlertStore;
import dev.vaultgate.router.alert.AlertWay;
import dev.vaultgate.router.alert.Delivery;
import dev.vaultgate.router.alert.Webhook;
import dev.vaultgate.router.credit.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every store of alerts promises. */
abstract class AlertStoreContract extends StoreContract {

  private AlertStore alerts() {
    return store.alerts();
  }

  private Instant now() {
    return time.now().truncatedTo(ChronoUnit.MILLIS);
  }

  private AlertDraft draft(long owner, String occasion) {
    return new AlertDraft(
        owner, AlertKind.BUDGET, "key team", "80 % is used.", "{\"percent\":80}", occasion, now());
  }

  private boolean add(long owner, String occasion, AlertWay... ways) {
    return alerts().add(draft(owner, occasion), Set.of(ways));
  }

  private List<Alert> all() {
    return alerts().page(new AlertQuery(Set.of(), false), 100, null).alerts();
  }

  @Test
  void anAlertIsKeptAsItCame() {
    add(7, "o-1");

    assertThat(all())
        .containsExactly(
            new Alert(
                1,
                7,
                AlertKind.BUDGET,
                "key team",
                "80 % is used.",
                "{\"percent\":80}",
                now(),
                null));
  }

  @Test
  void anOccasionHasOneAlertAndOneDelivery() {
    assertThat(add(7, "o-1", AlertWay.WEBHOOK)).isTrue();
    assertThat(add(7, "o-1", AlertWay.WEBHOOK, AlertWay.MAIL)).isFalse();

    assertThat(all()).hasSize(1);
    assertThat(alerts().due(now(), 10)).hasSize(1);
  }

  @Test
  void anOccasionThatManyComeUponAtOnceHasOneAlert() throws Exception {
    try (Together together = new Together(16)) {
      assertThat(together.run(() -> add(7, "o-1", AlertWay.MAIL))).containsOnlyOnce(true);
    }

    assertThat(alerts().due(now(), 10)).hasSize(1);
  }

  @Test
  void s16AlertsAreTheirOwnersAlone() {
    add(7, "o-1");
    add(8, "o-2");
    add(Alert.OPERATOR, "o-3");

    assertThat(alerts().page(AlertQuery.of(7L), 10, null).alerts())
        .extracting(Alert::owner)
        .containsExactly(7L);
    assertThat(alerts().page(AlertQuery.of(8L, Alert.OPERATOR), 10, null).alerts())
        .extracting(Alert::owner)
        .containsExactly(Alert.OPERATOR, 8L);
    long foreign = all().get(1).id();
    assertThat(alerts().read(AlertQuery.of(7L), foreign, now())).isZero();
    assertThat(alerts().unread(AlertQuery.of(8L))).isEqualTo(1);
  }

  @Test
  void alertsAreReadOneByOneOrAllAtOnce() {
    add(7, "o-1");
    add(7, "o-2");
    add(7, "o-3");
    AlertQuery mine = AlertQuery.of(7L);

    assertThat(alerts().unread(mine)).isEqualTo(3);
    assertThat(alerts().read(mine, all().get(0).id(), now())).isEqualTo(1);
    assertThat(alerts().read(mine, all().get(0).id(), now())).isZero();
    assertThat(alerts().unread(mine)).isEqualTo(2);
    assertThat(alerts().page(new AlertQuery(Set.of(7L), true), 10, null).alerts()).hasSize(2);
    assertThat(alerts().read(mine, null, now())).isEqualTo(2);
    assertThat(alerts().unread(mine)).isZero();
    assertThat(all()).extracting(Alert::readAt).containsOnly(now());
  }

  @Test
  void alertsAreListedInPages() {
    for (int i = 1; i <= 5; i++) {
      add(7, "o-" + i);
    }
    AlertPage first = alerts().page(AlertQuery.of(7L), 2, null);
    add(7, "o-6");
    AlertPage second = alerts().page(AlertQuery.of(7L), 3, first.next());

    assertThat(first.alerts()).extracting(Alert::id).containsExactly(5L, 4L);
    assertThat(second.alerts()).extracting(Alert::id).containsExactly(3L, 2L, 1L);
    assertThat(second.next()).isNull();
  }

  @Test
  void whatIsDueComesInTheOrderOfItsWaiting() {
    add(7, "o-1", AlertWay.WEBHOOK);
    time.advance(Duration.ofSeconds(1));
    add(8, "o-2", AlertWay.MAIL);

    List<Delivery> due = alerts().due(now(), 10);

    assertThat(due).extracting(Delivery::way).containsExactly(AlertWay.WEBHOOK, AlertWay.MAIL);
    assertThat(due).extracting(delivery -> delivery.alert().owner()).containsExactly(7L, 8L);
    assertThat(alerts().due(now(), 1)).hasSize(1);
    assertThat(alerts().due(now().minusSeconds(2), 10)).isEmpty();
  }

  @Test
  void whatIsDeliveredOrGivenUpIsNotDueAgain() {
    add(7, "o-1", AlertWay.WEBHOOK, AlertWay.MAIL);
    List<Delivery> due = alerts().due(now(), 10);

    alerts().delivered(due.get(0).id());
    alerts().failed(due.get(1).id(), null);

    assertThat(alerts().due(now().plusSeconds(1_000_000), 10)).isEmpty();
    assertThat(all()).hasSize(1);
  }

  @Test
  void whatFailedIsDueLaterAndCountsItsAttempts() {
    add(7, "o-1", AlertWay.WEBHOOK);
    Delivery delivery = alerts().due(now(), 1).get(0);

    alerts().failed(delivery.id(), now().plusSeconds(60));

    assertThat(alerts().due(now().plusSeconds(59), 10)).isEmpty();
    assertThat(alerts().due(now().plusSeconds(60), 10))
        .containsExactly(new Delivery(delivery.id(), delivery.alert(), AlertWay.WEBHOOK, 1));
  }

  @Test
  void aDeliverysNumberIsNeverUsedAgain() {
    add(7, "o-1", AlertWay.WEBHOOK);
    long first = alerts().due(now(), 1).get(0).id();
    alerts().delivered(first);
    add(7, "o-2", AlertWay.WEBHOOK);

    assertThat(alerts().due(now(), 1).get(0).id()).isGreaterThan(first);
  }

  @Test
  void whatIsForgottenIsGoneWithItsDeliveries() {
    add(7, "o-1", AlertWay.WEBHOOK);
    time.advance(Duration.ofSeconds(1));
    add(7, "o-2", AlertWay.WEBHOOK);

    alerts().forget(now());

    assertThat(all()).hasSize(1);
    assertThat(alerts().due(now(), 10)).hasSize(1);
    assertThat(add(7, "o-1")).isTrue();
    assertThat(add(7, "o-2")).isFalse();
  }

  @Test
  void whatAnOwnerWantsIsKept() {
    long account = account(nanos(0)).id();
    AlertSettings wanted =
        new AlertSettings(
            List.of(90, 10),
            Money.dollars(5),
            new Webhook("https://hooks.example.org/in", "vgw_1"),
            false);

    assertThat(alerts().settings(account)).isEqualTo(AlertSettings.USUAL);
    alerts().configure(account, wanted);
    assertThat(alerts().settings(account)).isEqualTo(wanted);
    assertThat(wanted.thresholds()).containsExactly(10, 90);
    alerts().configure(account, wanted.withWebhook(null).withFloor(null).withThresholds(List.of()));
    assertThat(alerts().settings(account))
        .isEqualTo(new AlertSettings(List.of(), null, null, false));
  }

  @Test
  void anAccountThatDoesNotExistWantsNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> alerts().configure(4711, AlertSettings.USUAL));
  }
}

package dev.vaultgate.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.LogCapture;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.alert.AlertKind;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Ledger.Mismatch;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done for the store besides calls. */
class UpkeepTest {

  @TempDir private Path folder;
  private final FakeTime time = new FakeTime();
  private final List<String> alerts = new ArrayList<>();
  private List<Mismatch> mismatches = List.of();
  private boolean writable = true;
  private Store store = Store.inMemory(time);
  private Upkeep upkeep = upkeep();

  @AfterEach
  void close() {
    upkeep.close();
    store.close();
  }

  private void open(String kind) {
    close();
    store = kind.equals("memory") ? Store.inMemory(time) : Store.sqlite(folder.resolve("t.db"));
    upkeep = upkeep();
  }

  private Upkeep upkeep() {
    return new Upkeep(
        Watched.store(store, () -> writable, () -> mismatches),
        new RunningCalls(time),
        (kind, subject, text) -> alerts.add(kind + " " + text),
        time);
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "sqlite"})
  void aHoldThatNoCallHasIsReleasedAfterAnHour(String kind) {
    open(kind);
    ApiKey key = payingKey();
    Hold hold = hold(key);
    upkeep.round();

    time.advance(Upkeep.LEASE.minus(Duration.ofSeconds(1)));
    upkeep.round();
    assertThat(held(key)).isEqualTo(Money.nanos(40));

    time.advance(Duration.ofSeconds(1));
    Hold young = hold(key);
    upkeep.round();
    assertThat(held(key)).isEqualTo(Money.nanos(40));
    assertThat(store.ledger().spending(key.id()).held()).isEqualTo(Money.nanos(40));
    assertThat(store.ledger().verify()).isEmpty();

    assertThat(store.ledger().settle(hold, Charge.of(Money.nanos(30))))
        .isEqualTo(new Settlement(Money.ZERO, Money.nanos(30)));
    assertThat(store.ledger().settle(hold, Charge.of(Money.nanos(30))))
        .isEqualTo(new Settlement(Money.ZERO, Money.nanos(30)));
    assertThat(store.ledger().settle(young, Charge.of(Money.nanos(30))).charged())
        .isEqualTo(Money.nanos(30));
    assertThat(store.ledger().verify()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "sqlite"})
  void aHoldOfACallThatRunsStays(String kind) {
    open(kind);
    ApiKey key = payingKey();
    long alive = hold(key).id();
    hold(key);

    assertThat(store.releaseDead(store.latestHold(), id -> id == alive)).isEqualTo(1);

    assertThat(held(key)).isEqualTo(Money.nanos(40));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1H", "PT-1H", "P400D"})
  void f75AJumpOfTheClockMakesNoHoldOld(Duration jump) {
    ApiKey key = payingKey();
    hold(key);
    upkeep.round();

    try (LogCapture log = LogCapture.of("dev.vaultgate.router")) {
      time.jump(jump);
      upkeep.round();

      assertThat(held(key)).isEqualTo(Money.nanos(40));
      assertThat(log.lines()).containsExactly("clock_jump seconds=" + jump.toSeconds());
      upkeep.round();
      assertThat(log.lines()).hasSize(1);
    }
  }

  @Test
  void aBalanceThatIsNotRightIsToldUntilItIs() {
    upkeep.round();
    assertThat(upkeep.booksAreRight()).isTrue();

    mismatches = List.of(new Mismatch("account 1", "credit held", "$0.5", "$0"));
    upkeep.round();
    assertThat(upkeep.booksAreRight()).as("not yet looked at").isTrue();
    time.advance(Duration.ofMinutes(5));
    upkeep.round();
    assertThat(upkeep.booksAreRight()).isFalse();
    assertThat(alerts)
        .containsExactly(
            AlertKind.LEDGER_MISMATCH
                + " 1 figures are not what their transfers add up to: credit held of account 1 is"
                + " $0.5 and not $0. See vaultgate credits verify.");

    mismatches = List.of();
    time.advance(Duration.ofMinutes(5));
    upkeep.round();
    assertThat(upkeep.booksAreRight()).isTrue();
  }

  @Test
  void f83AStoreThatCannotBeWrittenIsToldOnce() {
    writable = false;
    upkeep.round();
    upkeep.round();
    assertThat(alerts).hasSize(1).first().asString().startsWith("STORAGE ");

    writable = true;
    upkeep.round();
    writable = false;
    upkeep.round();
    assertThat(alerts).hasSize(2);
  }

  private ApiKey payingKey() {
    Keys keys = new Keys(store.keys(), time);
    ApiKey key = keys.create(KeySpec.named("k").account("a")).key();
    Account account = key.account();
    store.ledger().topUp(account.id(), Money.dollars(1), "start");
    return key;
  }

  private Hold hold(ApiKey key) {
    return store
        .ledger()
        .hold(
            new HoldRequest(
                "request",
                "m-text",
                new Payer(key.account().id(), null, key.id()),
                Money.nanos(40),
                0));
  }

  private Money held(ApiKey key) {
    return store.ledger().balance(key.account().id()).held();
  }
}

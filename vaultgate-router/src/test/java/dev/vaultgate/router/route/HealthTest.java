package dev.vaultgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.alert.AlertKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {

  private final FakeTime time = new FakeTime();
  private final List<String> needs = new ArrayList<>();
  private double chance = 1;
  private Health.Entry last = Health.Entry.USUAL;
  private final Health health =
      new Health(
          "lab/m",
          HealthSettings.DEFAULT,
          time::nanoTime,
          () -> chance,
          (kind, subject, text) -> needs.add(subject + " " + kind));

  @Test
  void f51FiveFailuresInARowOpenTheCircuitAndOneProbeClosesIt() {
    fail(UpstreamFault.SERVER, 4);
    assertThat(standing().isReady()).isTrue();

    fail(UpstreamFault.SERVER, 1);
    assertThat(standing().isReady()).isFalse();
    assertThat(tryEnter(false)).isFalse();

    time.advance(Duration.ofSeconds(31));
    assertThat(standing().isReady()).isTrue();
    assertThat(tryEnter(false)).isTrue();
    assertThat(tryEnter(false)).as("a second probe").isFalse();

    succeeded();
    assertThat(tryEnter(false)).isTrue();
    assertThat(standing().isReady()).isTrue();
  }

  @Test
  void aFailedProbeOpensTheCircuitForLonger() {
    fail(UpstreamFault.SERVER, 5);
    time.advance(Duration.ofSeconds(31));
    fail(UpstreamFault.SERVER, 1);

    time.advance(Duration.ofSeconds(31));
    assertThat(standing().isReady()).isFalse();
    time.advance(Duration.ofSeconds(31));
    assertThat(standing().isReady()).isTrue();
  }

  @Test
  void aSuccessBetweenFailuresKeepsTheCircuitClosed() {
    fail(UpstreamFault.SERVER, 4);
    tryEnter(false);
    succeeded();
    fail(UpstreamFault.SERVER, 4);

    assertThat(standing().isReady()).isTrue();
  }

  @Test
  void f52HalfOfManyCallsFailingOpensTheCircuit() {
    for (int i = 0; i < 10; i++) {
      tryEnter(false);
      succeeded();
      fail(UpstreamFault.SERVER, 1);
    }

    assertThat(standing().isReady()).isFalse();
  }

  @Test
  void cancelledAndRefusedCallsSayNothing() {
    for (int i = 0; i < 100; i++) {
      tryEnter(false);
      health.ignored(last);
    }

    assertThat(standing().isReady()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITED, PT7S, 7",
    "RATE_LIMITED, PT24H, 300",
    "RATE_LIMITED, PT0.01S, 1",
    "OVERLOADED, PT9S, 9"
  })
  void f04AskedRestsAreTakenWithinBounds(
      UpstreamFault fault, @Nullable Duration hint, int seconds) {
    tryEnter(false);
    health.failed(last, new UpstreamException(fault, UpstreamException.Report.NONE, hint, null), 1);

    time.advance(Duration.ofSeconds(seconds).minusMillis(1));
    assertThat(standing().state().fault()).isEqualTo(fault);
    assertThat(tryEnter(false)).isFalse();
    time.advance(Duration.ofMillis(2));
    assertThat(standing().isReady()).isTrue();
  }

  @Test
  void f02LimitsWithoutAHintRestTwiceAsLongEachTime() {
    fail(UpstreamFault.RATE_LIMITED, 1);
    time.advance(Duration.ofMillis(1001));
    assertThat(standing().isReady()).isTrue();

    fail(UpstreamFault.RATE_LIMITED, 1);
    time.advance(Duration.ofMillis(1001));
    assertThat(standing().isReady()).isFalse();
    time.advance(Duration.ofMillis(1001));
    assertThat(standing().isReady()).isTrue();
  }

  @Test
  void f02JitterNeverShortensTheFirstSecond() {
    chance = 0;
    fail(UpstreamFault.RATE_LIMITED, 5);

    time.advance(Duration.ofMillis(999));
    assertThat(standing().isReady()).isFalse();
    time.advance(Duration.ofMillis(2));
    assertThat(standing().isReady()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "EXHAUSTED, 900, EXHAUSTED, PROVIDER_EXHAUSTED",
    "MODEL_MISSING, 300, MISSING_MODEL, PROVIDER_MODEL_MISSING"
  })
  void f05f11WhatDoesNotPassQuicklyIsTriedAgainByOneCall(
      UpstreamFault fault, int seconds, Standing.State state, AlertKind alert) {
    fail(fault, 1);

    time.advance(Duration.ofSeconds(seconds).minusMillis(1));
    assertThat(standing().state()).isEqualTo(state);
    assertThat(tryEnter(false)).isFalse();
    time.advance(Duration.ofMillis(2));
    assertThat(standing().isReady()).isTrue();
    assertThat(tryEnter(false)).isTrue();
    assertThat(standing().state()).isEqualTo(Standing.State.PROBED);
    assertThat(tryEnter(false)).as("a second probe").isFalse();

    succeeded();
    assertThat(tryEnter(false)).isTrue();
    assertThat(tryEnter(false)).isTrue();
    assertThat(needs).containsExactly("lab/m " + alert);
  }

  @Test
  void f05TheOperatorIsToldOnceUntilItHasAnsweredAgain() {
    fail(UpstreamFault.EXHAUSTED, 1);
    time.advance(Duration.ofSeconds(901));
    fail(UpstreamFault.EXHAUSTED, 1);
    assertThat(needs).hasSize(1);

    time.advance(Duration.ofSeconds(901));
    tryEnter(false);
    succeeded();
    fail(UpstreamFault.EXHAUSTED, 1);
    assertThat(needs).hasSize(2);
  }

  @Test
  void f10AWrongKeyIsOffUntilSomebodyTurnsItOnAgain() {
    fail(UpstreamFault.AUTH, 1);

    time.advance(Duration.ofDays(30));
    assertThat(standing().state()).isEqualTo(Standing.State.WRONG_KEY);
    assertThat(standing().hasEnd()).isFalse();
    assertThat(tryEnter(false)).isFalse();
    assertThat(tryEnter(true)).isFalse();

    health.enable();
    assertThat(tryEnter(false)).isTrue();
  }

  @Test
  void f46ACertificateThatIsNotTrustedIsTheOperatorsToRepair() {
    fail(UpstreamFault.TLS, 2);

    assertThat(needs).containsExactly("lab/m PROVIDER_TLS");
  }

  @Test
  void anEarlyProbeThatSucceedsClosesTheCircuit() {
    fail(UpstreamFault.SERVER, 5);

    assertThat(tryEnter(true)).isTrue();
    assertThat(tryEnter(true)).as("a second one").isFalse();
    succeeded();

    assertThat(standing().isReady()).isTrue();
  }

  @Test
  void anEarlyProbeThatFailsCostsNothing() {
    fail(UpstreamFault.SERVER, 5);
    tryEnter(true);
    health.failed(last, failure(UpstreamFault.SERVER), 1);

    assertThat(standing().state()).isEqualTo(Standing.State.PROBED);
    assertThat(tryEnter(true)).as("one right after it").isFalse();
    time.advance(Health.EARLY_EVERY);
    assertThat(standing().state()).isEqualTo(Standing.State.OPEN);
    assertThat(tryEnter(true)).as("one a little later").isTrue();
    health.ignored(last);
    time.advance(Duration.ofSeconds(31));
    assertThat(standing().isReady()).isTrue();
  }

  @Test
  void aProbeThatSaysNothingLetsTheNextOneFindOut() {
    fail(UpstreamFault.SERVER, 5);
    time.advance(Duration.ofSeconds(31));
    tryEnter(false);

    health.ignored(last);

    assertThat(tryEnter(false)).isTrue();
  }

  private boolean tryEnter(boolean early) {
    Health.Entry entry = health.enter(early);
    if (entry != Health.Entry.REFUSED) {
      last = entry;
    }
    return entry != Health.Entry.REFUSED;
  }

  private void succeeded() {
    health.succeeded(last, 1);
  }

  @Test
  void whatBeganBeforeTheCircuitOpenedSaysNothingAboutAProbe() {
    tryEnter(false);
    Health.Entry slow = last;
    fail(UpstreamFault.SERVER, 5);
    time.advance(Duration.ofSeconds(31));
    assertThat(tryEnter(false)).isTrue();

    health.succeeded(slow, 1);
    health.failed(slow, failure(UpstreamFault.SERVER), 1);

    assertThat(standing().state()).isEqualTo(Standing.State.PROBED);
    assertThat(tryEnter(false)).as("a second probe").isFalse();
  }

  private Standing standing() {
    return health.standing(time.nanoTime());
  }

  private static UpstreamException failure(UpstreamFault fault) {
    return new UpstreamException(fault, UpstreamException.Report.NONE, null, null);
  }

  private void fail(UpstreamFault fault, int times) {
    for (int i = 0; i < times; i++) {
      tryEnter(false);
      health.failed(
          last, new UpstreamException(fault, UpstreamException.Report.NONE, null, null), 1_000_000);
    }
  }
}

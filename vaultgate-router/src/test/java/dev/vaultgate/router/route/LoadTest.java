package dev.vaultgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.FakeTime;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoadTest {

  private final FakeTime time = new FakeTime();

  private Load load(int concurrencyMax, int perMinute) {
    return new Load(
        "lab/m", new Traffic(concurrencyMax, perMinute, false, Set.of()), time::nanoTime);
  }

  private Standing standing(Load load) {
    return load.standing(Standing.READY, Load.Kind.STREAM, time.nanoTime());
  }

  @Test
  void f53NoMoreCallsRunThanMay() {
    Load load = load(2, 0);
    assertThat(load.tryEnter()).isTrue();
    assertThat(standing(load).isReady()).isTrue();
    assertThat(load.tryEnter()).isTrue();

    assertThat(standing(load).state()).isEqualTo(Standing.State.BUSY);
    assertThat(load.tryEnter()).isFalse();
    assertThat(load.running()).isEqualTo(2);

    load.leave();
    assertThat(load.tryEnter()).isTrue();
  }

  @Test
  void callsArePacedToTheLimitOfAMinute() {
    Load load = load(1000, 30);
    int begun = 0;
    for (int tick = 0; tick < 600; tick++) {
      begun += load.tryEnter() ? 1 : 0;
      time.advance(Duration.ofMillis(100));
    }

    assertThat(begun).isBetween(29, 31);
  }

  @Test
  void theNextTurnIsKnown() {
    Load load = load(1000, 60);
    while (load.tryEnter()) {
      // Whatever there is at once.
    }

    Standing paced = standing(load);
    assertThat(paced.state()).isEqualTo(Standing.State.PACED);
    assertThat(paced.until() - time.nanoTime()).isBetween(1L, 1_000_000_000L);
    time.advance(Duration.ofNanos(paced.until() - time.nanoTime()));
    assertThat(standing(load).isReady()).isTrue();
  }

  @Test
  void aPeakIsRememberedAtOnceAndForgottenSlowly() {
    Load load = load(1000, 0);
    observe(load, 10);
    observe(load, 500);
    assertThat(standing(load).typicalNanos()).isEqualTo(Duration.ofMillis(500).toNanos());

    time.advance(Duration.ofSeconds(10));
    observe(load, 10);
    assertThat(Duration.ofNanos(standing(load).typicalNanos()))
        .isBetween(Duration.ofMillis(150), Duration.ofMillis(250));
    time.advance(Duration.ofMinutes(2));
    assertThat(standing(load).typicalNanos()).isLessThan(Duration.ofMillis(10).toNanos());
  }

  @Test
  void itsOwnP95IsKnownAfterTwentyCalls() {
    Load load = load(1000, 0);
    for (int call = 1; call < 20; call++) {
      observe(load, call);
    }
    assertThat(load.p95Nanos(Load.Kind.STREAM)).isEqualTo(-1);
    observe(load, 20);

    assertThat(load.p95Nanos(Load.Kind.STREAM)).isEqualTo(Duration.ofMillis(19).toNanos());
    assertThat(load.p95Nanos(Load.Kind.WHOLE)).as("of whole answers").isEqualTo(-1);
  }

  private void observe(Load load, long millis) {
    load.observe(Load.Kind.STREAM, Duration.ofMillis(millis).toNanos(), time.nanoTime());
  }
}

package dev.vaultgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.router.FakeTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {

  private final FakeTime time = new FakeTime();
  private final Health health = new Health("lab/m", HealthSettings.DEFAULT, time::nanoTime);

  @Test
  void f51FiveFailuresInARowOpenTheCircuitAndOneProbeClosesIt() {
    fail(UpstreamFault.SERVER, 4);
    assertThat(health.standing().isReady()).isTrue();

    fail(UpstreamFault.SERVER, 1);
    assertThat(health.standing().isReady()).isFalse();
    assertThat(health.tryEnter()).isFalse();

    time.advance(Duration.ofSeconds(31));
    assertThat(health.standing().isReady()).isTrue();
    assertThat(health.tryEnter()).isTrue();
    assertThat(health.tryEnter()).as("a second probe").isFalse();

    health.succeeded(1);
    assertThat(health.tryEnter()).isTrue();
    assertThat(health.state()).isEqualTo("ready");
  }

  @Test
  void aFailedProbeOpensTheCircuitForLonger() {
    fail(UpstreamFault.SERVER, 5);
    time.advance(Duration.ofSeconds(31));
    fail(UpstreamFault.SERVER, 1);

    time.advance(Duration.ofSeconds(31));
    assertThat(health.standing().isReady()).isFalse();
    time.advance(Duration.ofSeconds(31));
    assertThat(health.standing().isReady()).isTrue();
  }

  @Test
  void aSuccessBetweenFailuresKeepsTheCircuitClosed() {
    fail(UpstreamFault.SERVER, 4);
    health.tryEnter();
    health.succeeded(1);
    fail(UpstreamFault.SERVER, 4);

    assertThat(health.standing().isReady()).isTrue();
  }

  @Test
  void f52HalfOfManyCallsFailingOpensTheCircuit() {
    for (int i = 0; i < 10; i++) {
      health.tryEnter();
      health.succeeded(1);
      fail(UpstreamFault.SERVER, 1);
    }

    assertThat(health.standing().isReady()).isFalse();
  }

  @Test
  void cancelledAndRefusedCallsSayNothing() {
    for (int i = 0; i < 100; i++) {
      health.tryEnter();
      health.ignored();
    }

    assertThat(health.standing().isReady()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMITED, PT7S, 7",
    "RATE_LIMITED, PT24H, 300",
    "RATE_LIMITED, PT0.01S, 1",
    "EXHAUSTED, , 900",
    "MODEL_MISSING, , 300"
  })
  void f04AskedRestsAreTakenWithinBounds(
      UpstreamFault fault, @Nullable Duration hint, int seconds) {
    health.tryEnter();
    health.failed(new UpstreamException(fault, UpstreamException.Report.NONE, hint, null), 1);

    time.advance(Duration.ofSeconds(seconds).minusMillis(1));
    assertThat(health.standing().why()).isEqualTo(fault);
    time.advance(Duration.ofMillis(2));
    assertThat(health.standing().isReady()).isTrue();
  }

  @Test
  void f02LimitsWithoutAHintRestTwiceAsLongEachTime() {
    fail(UpstreamFault.RATE_LIMITED, 1);
    time.advance(Duration.ofMillis(1001));
    assertThat(health.standing().isReady()).isTrue();

    fail(UpstreamFault.RATE_LIMITED, 1);
    time.advance(Duration.ofMillis(1001));
    assertThat(health.standing().isReady()).isFalse();
    time.advance(Duration.ofMillis(1001));
    assertThat(health.standing().isReady()).isTrue();
  }

  private void fail(UpstreamFault fault, int times) {
    for (int i = 0; i < times; i++) {
      health.tryEnter();
      health.failed(
          new UpstreamException(fault, UpstreamException.Report.NONE, null, null), 1_000_000);
    }
  }
}

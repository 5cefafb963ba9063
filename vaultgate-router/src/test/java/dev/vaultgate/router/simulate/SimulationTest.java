package dev.vaultgate.router.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.router.route.CommitWindow;
import dev.vaultgate.router.route.Hedge;
import dev.vaultgate.router.route.RoutePolicy;
import dev.vaultgate.router.route.RouteSettings;
import dev.vaultgate.router.route.Strategy;
import dev.vaultgate.router.route.TimeLimits;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Stories of which the end is known. */
class SimulationTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Behaviour DEAD = Behaviour.WELL.failing(1, UpstreamFault.UNREACHABLE, null);

  private static Report run(RoutePolicy policy, double perSecond, ScriptedDeployment... all) {
    return Simulation.run(Scenario.of(42, HOUR, perSecond, policy, all), Watcher.NONE);
  }

  private static RoutePolicy policy(Strategy strategy, @Nullable Hedge hedge) {
    return new RoutePolicy(
        strategy,
        false,
        Map.of(),
        Map.of(),
        hedge,
        CommitWindow.NONE,
        TimeLimits.NONE,
        RouteSettings.DEFAULT);
  }

  @Test
  void withoutFaultsEveryCallTakesOneAttempt() {
    Report report = run(RoutePolicy.DEFAULT, 5, ScriptedDeployment.of("one/m", Behaviour.WELL));

    assertThat(report.calls()).isBetween(17_000L, 19_000L);
    assertThat(report.success()).isEqualTo(1);
    assertThat(report.attempts()).isEqualTo(report.calls());
    assertThat(report.millis(0.99)).isBetween(690L, 700L);
  }

  @Test
  void f51AnOutageOfOneOfTwoIsHardlySeen() {
    Report report =
        run(
            RoutePolicy.DEFAULT,
            5,
            ScriptedDeployment.of(
                "one/m",
                Behaviour.WELL,
                new ScriptedDeployment.Phase(Duration.ofMinutes(10), Duration.ofMinutes(40), DEAD)),
            ScriptedDeployment.of("two/m", Behaviour.WELL));

    assertThat(report.success()).isGreaterThan(0.9995);
    assertThat(report.attempts() - report.calls()).as("one probe for each opening").isLessThan(40);
    assertThat(report.millis(0.99)).isLessThan(750);
  }

  @Test
  @Timeout(5)
  void f51WhenAllAreDeadHardlyAnybodyIsAsked() {
    Report report =
        run(
            RoutePolicy.DEFAULT,
            10,
            ScriptedDeployment.of("one/m", DEAD),
            ScriptedDeployment.of("two/m", DEAD));

    assertThat(report.success()).isZero();
    assertThat(report.attempts() / (double) report.calls()).isLessThanOrEqualTo(1.2);
  }

  @Test
  void f52OneThatFailsHalfItsCallsIsHardlySeen() {
    Report report =
        run(
            RoutePolicy.DEFAULT,
            20,
            ScriptedDeployment.of("one/m", Behaviour.WELL.failing(0.5, UpstreamFault.SERVER, null)),
            ScriptedDeployment.of("two/m", Behaviour.WELL));

    assertThat(report.success()).isGreaterThan(0.995);
  }

  @Test
  void twoThatFailMostOfTheirCallsAreStillOfSomeUse() {
    Behaviour ill = Behaviour.WELL.failing(0.7, UpstreamFault.SERVER, null);
    Report report =
        run(
            RoutePolicy.DEFAULT,
            2,
            ScriptedDeployment.of("one/m", ill),
            ScriptedDeployment.of("two/m", ill));

    assertThat(report.success()).isGreaterThan(0.25);
  }

  @Test
  void f01ALimitIsObeyedForAsLongAsItSays() {
    Report report =
        run(
            RoutePolicy.DEFAULT,
            10,
            ScriptedDeployment.of(
                "one/m",
                Behaviour.WELL,
                new ScriptedDeployment.Phase(
                    Duration.ZERO,
                    HOUR,
                    Behaviour.WELL.failing(1, UpstreamFault.RATE_LIMITED, Duration.ofSeconds(60)))),
            ScriptedDeployment.of("two/m", Behaviour.WELL));

    assertThat(report.success()).isGreaterThan(0.9995);
    assertThat(report.lines().get(0).failed()).as("one or two a minute").isBetween(59L, 150L);
  }

  @Test
  void hedgingCutsTheTailWithinItsShare() {
    Behaviour slowAtTimes =
        Behaviour.WELL.taking(
            Duration.ofMillis(300), Duration.ofMillis(700), 0.03, Duration.ofSeconds(20));
    ScriptedDeployment one = ScriptedDeployment.of("one/m", slowAtTimes);
    ScriptedDeployment two = ScriptedDeployment.of("two/m", slowAtTimes);

    Report plain = run(policy(Strategy.PRIORITY, null), 5, one, two);
    Report hedged = run(policy(Strategy.PRIORITY, new Hedge(null, 0.1)), 5, one, two);

    assertThat(plain.millis(0.99)).isGreaterThan(15_000);
    assertThat(hedged.millis(0.99)).isLessThan(2_000);
    long lost = hedged.lines().stream().mapToLong(Report.Line::lost).sum();
    assertThat(lost / (double) hedged.calls()).isBetween(0.02, 0.1);
  }

  @Test
  void theQuickerOneGetsMoreCalls() {
    Behaviour slow =
        Behaviour.WELL.taking(Duration.ofSeconds(3), Duration.ofSeconds(5), 0, Duration.ZERO);

    Report report =
        run(
            policy(Strategy.LEAST_LATENCY, null),
            5,
            ScriptedDeployment.of("slow/m", slow),
            ScriptedDeployment.of("quick/m", Behaviour.WELL));

    assertThat(report.lines().get(1).answered())
        .isGreaterThan(3 * report.lines().get(0).answered());
  }
}

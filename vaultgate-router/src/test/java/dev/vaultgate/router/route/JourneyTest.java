package dev.vaultgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import org.junit.jupiter.api.Test;

class JourneyTest {

  private static final long SECOND = 1_000_000_000L;
  private static final NextStep.Try FIRST = new NextStep.Try(0, false);
  private static final NextStep.Try SECOND_PLACE = new NextStep.Try(1, false);

  private final long[] now = new long[1];
  private final Plan plan = Plans.of(Plans.policy(Strategy.PRIORITY), 2, () -> now[0]);

  private Journey journey() {
    return new Journey(
        plan,
        Ask.of(Needs.NONE, 600 * SECOND, 1),
        Load.Kind.WHOLE,
        new RetryBudget(),
        null,
        new RouteTrace());
  }

  @Test
  void whoIsAlwaysTooLateAtOneDeploymentGoesToTheNext() {
    Health health = plan.candidates().get(0).health();
    for (int i = 0; i < HealthSettings.DEFAULT.failuresInARow(); i++) {
      health.failed(health.enter(false), failure(), 1);
    }
    now[0] = 31 * SECOND;
    Health.Entry probe = health.enter(false);
    Journey late = journey();
    for (int i = 0; i < 11; i++) {
      assertThat(late.begin(FIRST, now[0])).isFalse();
    }
    health.ignored(probe);

    assertThat(journey().next(now[0], false)).isEqualTo(FIRST);
    assertThat(late.next(now[0], false)).isEqualTo(SECOND_PLACE);
  }

  private static UpstreamException failure() {
    return new UpstreamException(UpstreamFault.SERVER, UpstreamException.Report.NONE, null, null);
  }
}

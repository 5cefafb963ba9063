package dev.vaultgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.catalog.Capability;
import dev.vaultgate.router.catalog.ModelPrice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is explained is what is done. */
class ExplanationTest {

  private static final UpstreamFault[] FAULTS = UpstreamFault.values();

  private final FakeTime time = new FakeTime();

  @Test
  void explanationIsTheRealDecisionForTheSameState() {
    long seed = 20261128;
    Random random = new Random(seed);
    for (int story = 0; story < 2_000; story++) {
      Plan plan = plan(random);
      upset(plan, random);
      Ask ask = ask(random);
      long now = time.nanoTime();

      Explanation explained =
          Explanation.of(plan, ask, plan.standings(Load.Kind.STREAM, now), now, List.of());

      List<String> foretold =
          explained.lines().stream()
              .filter(line -> line.turn() > 0)
              .map(line -> line.place().id())
              .toList();
      assertThat(foretold).as("seed %s, story %s", seed, story).isEqualTo(happens(plan, ask));
      assertThat(explained.lines()).hasSize(plan.size());
      assertThat(explained.lines()).allMatch(line -> (line.turn() > 0) == (line.why() == null));
      assertThat(explained.refusal() == null).isEqualTo(!foretold.isEmpty());
    }
  }

  /** Who is tried when everybody fails. */
  private List<String> happens(Plan plan, Ask ask) {
    List<String> tried = new ArrayList<>();
    Journey journey =
        new Journey(plan, ask, Load.Kind.STREAM, new RetryBudget(), null, new RouteTrace());
    NextStep step = journey.next(time.nanoTime(), false);
    while (step instanceof NextStep.Try next && tried.size() < plan.size()) {
      assertThat(journey.begin(next, time.nanoTime())).isTrue();
      tried.add(plan.place(next.place()).id());
      journey.failed(next.place(), failure(UpstreamFault.UNREACHABLE), time.nanoTime());
      step = journey.next(time.nanoTime(), false);
    }
    journey.end();
    return tried;
  }

  private Plan plan(Random random) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      places.add(
          Plans.place(
              "p" + i,
              random.nextBoolean() ? 1000 * (1 + random.nextInt(10)) : null,
              random.nextInt(4) == 0 ? Set.of(Capability.TOOLS) : Set.of(),
              ModelPrice.perMillionTokens("" + random.nextInt(9), "" + random.nextInt(9))));
    }
    Strategy[] strategies = Strategy.values();
    RoutePolicy policy =
        new RoutePolicy(
            strategies[random.nextInt(strategies.length)],
            false,
            Map.of("p0/m", random.nextInt(4)),
            random.nextInt(3) == 0
                ? Map.of("p1/m", Set.of(FallbackCause.values()[random.nextInt(3)]))
                : Map.of(),
            null,
            CommitWindow.NONE,
            TimeLimits.NONE,
            RouteSettings.DEFAULT);
    return Plans.of(policy, places, time::nanoTime);
  }

  /** Calls that went well and calls that did not. */
  private void upset(Plan plan, Random random) {
    for (Candidate candidate : plan.candidates()) {
      for (int calls = random.nextInt(8); calls > 0; calls--) {
        Health.Entry entry = candidate.health().enter(false);
        if (entry == Health.Entry.REFUSED) {
          continue;
        }
        if (random.nextInt(3) == 0) {
          candidate.health().succeeded(entry, 1);
          candidate.load().observe(Load.Kind.STREAM, random.nextInt(1000), time.nanoTime());
        } else {
          candidate.health().failed(entry, failure(FAULTS[random.nextInt(FAULTS.length)]), 1);
        }
        time.advance(Duration.ofMillis(random.nextInt(3000)));
      }
    }
  }

  private Ask ask(Random random) {
    return new Ask(
        new Needs(2000, random.nextInt(4000), 100, random.nextBoolean(), false, false),
        random.nextInt(4) == 0 ? "session" : null,
        Set.of(),
        random.nextInt(4) == 0 ? Set.of("p1") : Set.of(),
        time.nanoTime() + Duration.ofMinutes(1).toNanos(),
        random.nextLong(),
        random.nextInt());
  }

  private static UpstreamException failure(UpstreamFault fault) {
    return new UpstreamException(fault, UpstreamException.Report.NONE, null, null);
  }
}

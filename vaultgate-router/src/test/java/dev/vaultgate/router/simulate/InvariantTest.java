package dev.vaultgate.router.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.router.route.Attempt;
import dev.vaultgate.router.route.CommitWindow;
import dev.vaultgate.router.route.FallbackCause;
import dev.vaultgate.router.route.HealthSettings;
import dev.vaultgate.router.route.Hedge;
import dev.vaultgate.router.route.Load;
import dev.vaultgate.router.route.Needs;
import dev.vaultgate.router.route.NextStep;
import dev.vaultgate.router.route.Place;
import dev.vaultgate.router.route.RoutePolicy;
import dev.vaultgate.router.route.RouteSettings;
import dev.vaultgate.router.route.RouteTrace;
import dev.vaultgate.router.route.Standing;
import dev.vaultgate.router.route.Strategy;
import dev.vaultgate.router.route.TimeLimits;
import dev.vaultgate.router.route.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random failure stories, and what must be true in all of them. A share of them in the build; all,
 * which are a million calls, with {@code -Dvaultgate.simulation.seeds=1000}.
 */
class InvariantTest {

  private static final int SEEDS = Integer.getInteger("vaultgate.simulation.seeds", 40);
  private static final int CALLS_PER_SEED = 1_000;

  @Test
  void whatMustBeTrueIsTrueInEveryStory() {
    long calls = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Scenario scenario = scenario(seed);
      Invariants invariants = new Invariants(seed, scenario);
      Report report = Simulation.run(scenario, invariants);
      invariants.atTheEnd(report);
      calls += report.calls();
    }

    assertThat(calls).isGreaterThan((long) (SEEDS * CALLS_PER_SEED * 0.9));
  }

  @Test
  void theSameSeedIsTheSameStory() {
    List<String> once = told(7);

    assertThat(told(7)).isEqualTo(once);
    assertThat(told(8)).isNotEqualTo(once);
  }

  private static List<String> told(int seed) {
    List<String> lines = new ArrayList<>();
    Simulation.run(
        scenario(seed),
        new Watcher() {
          @Override
          public void over(
              long call,
              long arrived,
              long nanos,
              int place,
              @Nullable UpstreamFault fault,
              RouteTrace trace) {
            lines.add(call + " " + nanos + " " + place + " " + fault + " " + trace.story());
          }
        });
    return lines;
  }

  private static Scenario scenario(int seed) {
    Random random = new Random(seed);
    int size = 1 + random.nextInt(4);
    double perSecond = Math.pow(10, random.nextDouble() * 2.5 - 0.5);
    Duration duration = Duration.ofMillis((long) (1000 * CALLS_PER_SEED / perSecond));
    List<ScriptedDeployment> deployments = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      deployments.add(deployment("p" + i, random, duration));
    }
    return new Scenario(
        seed,
        duration,
        perSecond,
        random.nextBoolean() ? Load.Kind.STREAM : Load.Kind.WHOLE,
        Needs.ofTokens(500, 100),
        random.nextInt(3) == 0 ? 0.1 : 0,
        policy(random, size),
        HealthSettings.DEFAULT,
        new Timeouts(
            Duration.ofSeconds(5),
            Duration.ofMillis(500 + random.nextInt(20_000)),
            Duration.ofSeconds(60),
            Duration.ofMillis(2_000 + random.nextInt(60_000)),
            Duration.ofMillis(2_000 + random.nextInt(60_000))),
        deployments);
  }

  private static RoutePolicy policy(Random random, int size) {
    Strategy[] strategies = Strategy.values();
    return new RoutePolicy(
        strategies[random.nextInt(strategies.length)],
        false,
        Map.of("p0/m", random.nextInt(5)),
        size > 2 && random.nextInt(3) == 0
            ? Map.of("p2/m", Set.of(FallbackCause.UNAVAILABLE))
            : Map.of(),
        random.nextInt(3) == 0
            ? new Hedge(
                random.nextBoolean() ? null : Duration.ofMillis(200 + random.nextInt(2000)),
                0.05 + random.nextDouble() * 0.9)
            : null,
        CommitWindow.NONE,
        TimeLimits.NONE,
        RouteSettings.DEFAULT.withAttempts(1 + random.nextInt(4), 2));
  }

  private static ScriptedDeployment deployment(String provider, Random random, Duration duration) {
    Traffic traffic =
        new Traffic(
            random.nextInt(3) == 0 ? 1 + random.nextInt(20) : Integer.MAX_VALUE,
            random.nextInt(4) == 0 ? 30 + random.nextInt(3000) : 0,
            false,
            Set.of());
    List<ScriptedDeployment.Phase> phases = new ArrayList<>();
    long millis = duration.toMillis();
    for (int i = random.nextInt(4); i > 0; i--) {
      long from = (long) (millis * random.nextDouble());
      phases.add(
          new ScriptedDeployment.Phase(
              Duration.ofMillis(from),
              Duration.ofMillis(from + 1 + (long) (millis * random.nextDouble() / 2)),
              behaviour(random)));
    }
    return new ScriptedDeployment(
        Place.of(provider, provider + "/m"), traffic, behaviour(random), phases);
  }

  private static Behaviour behaviour(Random random) {
    UpstreamFault[] faults = UpstreamFault.values();
    double[] shares = {0, 0, 0.01, 0.1, 0.5, 1};
    return new Behaviour(
        Duration.ofMillis(random.nextInt(500)),
        Duration.ofMillis(500 + random.nextInt(3_000)),
        random.nextInt(3) == 0 ? 0.1 : 0,
        Duration.ofMillis(5_000 + random.nextInt(40_000)),
        shares[random.nextInt(shares.length)],
        faults[random.nextInt(faults.length)],
        Duration.ofMillis(random.nextInt(2_000)),
        random.nextInt(3) == 0 ? Duration.ofMillis(random.nextInt(30_000)) : null,
        Duration.ofMillis(random.nextInt(5_000)),
        random.nextInt(3) == 0 ? 0.05 : 0);
  }

  /** Holds a story to what must be true. */
  private static final class Invariants implements Watcher {

    private final int seed;
    private final Scenario scenario;
    private final Map<Long, Integer> attempts = new HashMap<>();
    private final Map<Long, List<Integer>> running = new HashMap<>();
    private final Map<Long, Integer> over = new HashMap<>();

    Invariants(int seed, Scenario scenario) {
      this.seed = seed;
      this.scenario = scenario;
    }

    @Override
    public boolean wantsStandings() {
      return true;
    }

    @Override
    public void tries(
        long call, long nanos, NextStep.Try step, List<Standing> standings, List<Attempt> before) {
      check(!over.containsKey(call), call, "an attempt after content, or after the end");
      check(
          standings.get(step.place()).isReady() || step.early(),
          call,
          "an attempt at a deployment that rests");
      check(
          !step.early() || standings.stream().noneMatch(Standing::isReady),
          call,
          "an open circuit is tried while another is closed");
      check(
          before.size() < scenario.policy().bounds().attemptsMax(),
          call,
          "more attempts than allowed");
    }

    @Override
    public void ended(long call, long nanos, int place) {
      attempts.merge(call, 1, Integer::sum);
      running.computeIfAbsent(call, absent -> new ArrayList<>()).add(place);
    }

    @Override
    public void over(
        long call,
        long arrived,
        long nanos,
        int place,
        @Nullable UpstreamFault fault,
        RouteTrace trace) {
      check(over.merge(call, 1, Integer::sum) == 1, call, "two ends");
      check(
          attempts.getOrDefault(call, 0) == trace.steps().size(),
          call,
          "an attempt that was not ended: " + trace.story());
      check(
          trace.steps().stream().filter(step -> step.outcome().equals("200")).count()
              == (place >= 0 ? 1 : 0),
          call,
          "one answer, and none where there is none: " + trace.story());
      check(nanos - arrived <= scenario.total().toNanos(), call, "beyond its deadline");
    }

    void atTheEnd(Report report) {
      assertThat(over).as("seed %s: every call has one end", seed).hasSize((int) report.calls());
      assertThat(report.unended()).as("seed %s: all that began has ended", seed).isZero();
      assertThat(report.answers() + report.left() + sum(report.faults()))
          .as("seed %s", seed)
          .isEqualTo(report.calls());
    }

    private static long sum(Map<UpstreamFault, Long> faults) {
      return faults.values().stream().mapToLong(Long::longValue).sum();
    }

    private void check(boolean holds, long call, String what) {
      if (!holds) {
        throw new AssertionError("seed " + seed + ", call " + call + ": " + what);
      }
    }
  }
}

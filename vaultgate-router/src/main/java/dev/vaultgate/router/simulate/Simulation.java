package dev.vaultgate.router.simulate;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.router.alert.Alerts;
import dev.vaultgate.router.route.Ask;
import dev.vaultgate.router.route.Candidate;
import dev.vaultgate.router.route.Health;
import dev.vaultgate.router.route.HedgeShare;
import dev.vaultgate.router.route.Journey;
import dev.vaultgate.router.route.Load;
import dev.vaultgate.router.route.NextStep;
import dev.vaultgate.router.route.Plan;
import dev.vaultgate.router.route.RetryBudget;
import dev.vaultgate.router.route.RouteTrace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends a scenario's calls along their journeys. One thread does everything; time jumps from one
 * event to the next, so that an hour takes as long as its decisions do. For one run.
 */
public final class Simulation {

  private final Scenario scenario;
  private final Watcher watcher;
  private final Report report;
  private final Dice dice;
  private final Plan plan;
  private final RetryBudget budget = new RetryBudget();
  private final @Nullable HedgeShare hedges;
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long now;
  private long sequence;
  private long calls;
  private int turn;

  private Simulation(Scenario scenario, Watcher watcher) {
    this.scenario = scenario;
    this.watcher = watcher;
    this.dice = new Dice(scenario.seed());
    this.report = new Report(scenario);
    List<Candidate> candidates = new ArrayList<>();
    for (ScriptedDeployment deployment : scenario.deployments()) {
      String id = deployment.place().id();
      candidates.add(
          new Candidate(
              deployment.place(),
              new Nobody(),
              new Health(id, scenario.health(), () -> now, dice::next, Alerts.NONE),
              new Load(id, deployment.traffic(), () -> now)));
    }
    this.plan = new Plan("simulated", scenario.policy(), candidates);
    this.hedges =
        scenario.policy().hedge() == null ? null : new HedgeShare(scenario.policy().hedge());
  }

  /** Plays a scenario to its end. */
  public static Report run(Scenario scenario, Watcher watcher) {
    return new Simulation(scenario, watcher).run();
  }

  /**
   * Something that happens at a time; those of one time in the order in which they were planned.
   */
  private record Event(long nanos, long sequence, Runnable action) implements Comparable<Event> {

    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(nanos, other.nanos);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  private void at(long nanos, Runnable action) {
    events.add(new Event(nanos, sequence++, action));
  }

  private Report run() {
    at(gap(), this::arrive);
    for (Event event = events.poll(); event != null; event = events.poll()) {
      now = event.nanos();
      event.action().run();
    }
    report.end(
        plan.candidates().stream().mapToInt(candidate -> candidate.load().running()).sum(),
        budget.further());
    return report;
  }

  /** Callers come as raindrops do: at random, so many in a second on the average. */
  private long gap() {
    return (long) (-StrictMath.log1p(-dice.next()) / scenario.requestsPerSecond() * 1e9);
  }

  private void arrive() {
    if (now >= scenario.duration().toNanos()) {
      return;
    }
    new SimulatedCall(calls++).begin();
    at(now + gap(), this::arrive);
  }

  /** One call. */
  private final class SimulatedCall {

    private final long number;
    private final long arrived = now;
    private final RouteTrace trace = new RouteTrace();
    private final Journey journey;

    /** The attempts that run, by place; who is no longer in it has been ended. */
    private final Map<Integer, Object> running = new HashMap<>(2);

    private boolean over;

    SimulatedCall(long number) {
      this.number = number;
      this.journey =
          new Journey(
              plan,
              new Ask(
                  scenario.needs(),
                  null,
                  Set.of(),
                  Set.of(),
                  now + scenario.total().toNanos(),
                  dice.nextLong(),
                  turn++),
              scenario.kind(),
              budget,
              hedges,
              trace);
    }

    void begin() {
      if (dice.happens(scenario.leaveShare())) {
        at(now + dice.between(0, 2_000_000_000L), this::leave);
      }
      advance();
    }

    private void advance() {
      while (!over) {
        NextStep step = journey.next(now, true);
        if (step instanceof NextStep.Try next) {
          if (watcher.wantsStandings()) {
            watcher.tries(
                number, now, next, plan.standings(scenario.kind(), now), journey.attempts());
          }
          if (journey.begin(next, now)) {
            begin(next.place());
          }
        } else if (step instanceof NextStep.WaitUntil until) {
          if (running.isEmpty() || until.nanoTime() < arrived + scenario.total().toNanos()) {
            at(Math.max(now + 1, until.nanoTime()), this::advance);
          }
          return;
        } else if (step instanceof NextStep.GiveUp giveUp) {
          over(-1, giveUp.fault() == null ? UpstreamFault.UNAVAILABLE : giveUp.fault());
          return;
        }
      }
    }

    private void begin(int place) {
      Behaviour behaviour = scenario.deployments().get(place).at(now);
      Object attempt = new Object();
      running.put(place, attempt);
      long patience =
          Math.min(
              scenario.timeouts().firstContent().toNanos(),
              arrived + scenario.total().toNanos() - now);
      boolean fails = dice.happens(behaviour.failShare());
      long takes =
          fails
              ? behaviour.failAfter().toNanos()
              : dice.happens(behaviour.tailShare())
                  ? behaviour.tail().toNanos()
                  : dice.between(
                      behaviour.latencyMin().toNanos(), behaviour.latencyMax().toNanos());
      if (takes > patience) {
        at(now + patience, () -> failed(place, attempt, failure(UpstreamFault.TIMEOUT, behaviour)));
      } else if (fails) {
        at(now + takes, () -> failed(place, attempt, failure(behaviour.fault(), behaviour)));
      } else {
        at(now + takes, () -> answered(place, attempt, behaviour));
      }
    }

    private UpstreamException failure(UpstreamFault fault, Behaviour behaviour) {
      return new UpstreamException(
          fault,
          UpstreamException.Report.NONE,
          fault == behaviour.fault() ? behaviour.retryAfter() : null,
          null);
    }

    private void failed(int place, Object attempt, UpstreamException failure) {
      if (running.remove(place, attempt)) {
        report.failed(place);
        watcher.ended(number, now, place);
        journey.failed(place, failure, now);
        advance();
      }
    }

    private void answered(int place, Object attempt, Behaviour behaviour) {
      if (!running.remove(place, attempt)) {
        return;
      }
      journey.answered(place, now);
      watcher.ended(number, now, place);
      boolean cut = dice.happens(behaviour.cutShare());
      if (scenario.kind() == Load.Kind.STREAM) {
        at(
            now + behaviour.answer().toNanos(),
            () ->
                journey.streamEnded(
                    place, cut ? failure(UpstreamFault.STREAM_TRUNCATED, behaviour) : null));
      }
      List.copyOf(running.keySet())
          .forEach(
              loser -> {
                running.remove(loser);
                report.lost(loser);
                watcher.ended(number, now, loser);
                journey.cancelled(loser, now);
              });
      over(place, cut ? UpstreamFault.STREAM_TRUNCATED : null);
    }

    private void leave() {
      if (over) {
        return;
      }
      List.copyOf(running.keySet())
          .forEach(
              place -> {
                running.remove(place);
                watcher.ended(number, now, place);
                journey.failed(place, new CancelledException(), now);
              });
      over(-1, null);
    }

    private void over(int place, @Nullable UpstreamFault fault) {
      over = true;
      journey.end();
      report.over(now - arrived, place, fault, trace.steps().size());
      watcher.over(number, arrived, now, place, fault, trace);
    }
  }
}

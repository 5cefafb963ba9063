package dev.vaultgate.router.route;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.Notes;
import dev.vaultgate.client.UpstreamFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call's way along its plan: what has happened, what {@link RouteDecision} makes of it, and
 * what the call holds meanwhile of health, load and budget. Whoever makes the attempts tells it how
 * they went: a thread that waits for them, or a simulation in which nobody does. It knows no clock.
 *
 * <p>For one thread at a time.
 */
public final class Journey {

  /**
   * A deployment may be taken between a look and a grip. One that was missed so often is passed
   * over, as if another call were finding out whether it is well.
   */
  private static final int MISSES_MAX = 10;

  private final Plan plan;
  private final Ask ask;
  private final Load.Kind kind;
  private final RetryBudget budget;
  private final @Nullable HedgeShare hedges;
  private final List<Attempt> attempts = new ArrayList<>(1);
  private final RouteTrace trace;
  private @Nullable List<Integer> order;
  private int misses;
  private @Nullable Set<Integer> missed;
  private int further;
  private boolean ended;

  /**
   * Sets out.
   *
   * @param hedges of the route; null where it does not hedge
   */
  public Journey(
      Plan plan,
      Ask ask,
      Load.Kind kind,
      RetryBudget budget,
      @Nullable HedgeShare hedges,
      RouteTrace trace) {
    this.plan = plan;
    this.ask = ask;
    this.kind = kind;
    this.budget = budget;
    this.hedges = hedges;
    this.trace = trace;
    budget.begin();
    if (hedges != null) {
      hedges.call();
    }
  }

  public RouteTrace trace() {
    return trace;
  }

  /**
   * What to do next.
   *
   * @param mayHedge whether nothing but the route's own share stands against asking twice
   */
  public NextStep next(long now, boolean mayHedge) {
    List<Standing> standings = standings(now);
    if (order == null) {
      order = RouteOrder.of(plan, ask, standings);
    }
    boolean hedge = mayHedge && hedges != null && hedges.hasRoom();
    NextStep step =
        RouteDecision.next(
            plan,
            ask,
            order,
            new RouteDecision.Situation(
                standings, attempts, now, budget.hasRoom(), hedge, hedge ? hedgeAfter() : -1));
    note(step, standings);
    if (step instanceof NextStep.GiveUp && !attempts.isEmpty() && !budget.hasRoom()) {
      trace.note(Notes.of("retry_budget_exhausted"));
    }
    return step;
  }

  private List<Standing> standings(long now) {
    List<Standing> standings = plan.standings(kind, now);
    if (missed == null) {
      return standings;
    }
    List<Standing> seen = new ArrayList<>(standings);
    for (int place : missed) {
      seen.set(place, seen.get(place).with(Standing.State.PROBED, 0));
    }
    return seen;
  }

  /** A place has been taken by somebody else. */
  private void miss(int place) {
    misses++;
    if (misses > MISSES_MAX) {
      misses = 0;
      missed = missed == null ? new HashSet<>() : missed;
      missed.add(place);
    }
  }

  /** After what silence of the attempt that runs another is made. */
  private long hedgeAfter() {
    Hedge hedge = plan.policy().hedge();
    for (Attempt attempt : attempts) {
      if (attempt.isRunning() && hedge != null) {
        return hedge.after() != null
            ? hedge.after().toNanos()
            : plan.candidates().get(attempt.place()).load().p95Nanos(kind);
      }
    }
    return -1;
  }

  /** Notes who is passed over by a step. Where the first of the order is tried, nobody is. */
  private void note(NextStep step, List<Standing> standings) {
    if (step instanceof NextStep.WaitUntil || order == null) {
      return;
    }
    int chosen = step instanceof NextStep.Try next ? next.place() : -1;
    for (int place : order) {
      if (place == chosen) {
        return;
      }
      String why = RouteSkips.why(plan, ask, attempts, place, standings.get(place));
      if (why != null && !isTried(place)) {
        trace.skipped(plan.place(place), why);
      }
    }
  }

  private boolean isTried(int place) {
    for (Attempt attempt : attempts) {
      if (attempt.place() == place) {
        return true;
      }
    }
    return false;
  }

  /**
   * Begins the attempt that a step asks for; false when somebody else was quicker, and {@link
   * #next} says something else now.
   */
  public boolean begin(NextStep.Try step, long now) {
    boolean isFurther = !attempts.isEmpty();
    boolean isHedge = isFurther && isRunning();
    Candidate candidate = plan.candidates().get(step.place());
    if (isFurther && !budget.tryTake()) {
      return false;
    }
    Health.Entry entry =
        !isHedge || hedges != null && hedges.tryTake()
            ? enter(candidate, step.early())
            : Health.Entry.REFUSED;
    if (entry == Health.Entry.REFUSED) {
      miss(step.place());
      if (isFurther) {
        budget.giveBack();
      }
      return false;
    }
    further += isFurther ? 1 : 0;
    attempts.add(Attempt.begun(step.place(), now, entry));
    return true;
  }

  private static Health.Entry enter(Candidate candidate, boolean early) {
    if (!candidate.load().tryEnter()) {
      return Health.Entry.REFUSED;
    }
    Health.Entry entry = candidate.health().enter(early);
    if (entry == Health.Entry.REFUSED) {
      candidate.load().leave();
    }
    return entry;
  }

  /** Whether the attempt that runs is the first one. */
  boolean isFirst() {
    return attempts.size() == 1;
  }

  /** Whether an attempt runs. */
  public boolean isRunning() {
    for (Attempt attempt : attempts) {
      if (attempt.isRunning()) {
        return true;
      }
    }
    return false;
  }

  /** The attempt at this place has failed, or was ended by us. */
  public void failed(int place, VaultGateException failure, long now) {
    int at = running(place);
    Attempt attempt = attempts.get(at).failed(failure, now);
    attempts.set(at, attempt);
    Candidate candidate = plan.candidates().get(place);
    long nanos = now - attempt.startedNanos();
    Notes special = UpstreamFailure.notes(failure);
    if (failure instanceof UpstreamException upstream) {
      special = special.and(candidate.health().failed(attempt.entry(), upstream, nanos));
    } else {
      candidate.health().ignored(attempt.entry());
    }
    candidate.load().leave();
    if (!ended) {
      trace.ended(candidate.place(), attempt.outcome(), nanos, failure, special);
    }
    giveBack();
  }

  /** The attempt at this place is ended because another has answered, or the call is over. */
  public void cancelled(int place, long now) {
    failed(place, new CancelledException(), now);
  }

  /**
   * The attempt at this place has an answer, or its first content: the call is decided. A stream
   * keeps its place in the load until its end; whoever reads it gives it back.
   */
  public void answered(int place, long now) {
    Attempt attempt = attempts.get(running(place));
    Candidate candidate = plan.candidates().get(place);
    long nanos = now - attempt.startedNanos();
    candidate.health().succeeded(attempt.entry(), nanos);
    candidate.load().observe(kind, nanos, now);
    if (kind == Load.Kind.WHOLE) {
      candidate.load().leave();
    }
    for (Attempt other : attempts) {
      if (other.isRunning() && other.place() != place) {
        trace.ended(plan.place(other.place()), "lost", now - other.startedNanos());
      }
    }
    trace.answered(candidate.place(), nanos);
    end();
    giveBack();
  }

  /**
   * The stream of the deployment at this place, which has answered, is at its end.
   *
   * @param failure what broke it off, or null
   */
  public void streamEnded(int place, @Nullable UpstreamException failure) {
    plan.candidates().get(place).load().leave();
    if (failure != null) {
      plan.candidates().get(place).health().failedLate(failure);
    }
  }

  /** Further attempts beside those that run go back to the budget. */
  private void giveBack() {
    if (further > 0) {
      further--;
      budget.giveBack();
    }
  }

  /** The call is over, however. Doing it again changes nothing. */
  public void end() {
    if (!ended) {
      ended = true;
      budget.end();
    }
  }

  /** The attempts so far; those that run have no failure. */
  public List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  private int running(int place) {
    for (int i = attempts.size() - 1; i >= 0; i--) {
      if (attempts.get(i).place() == place && attempts.get(i).isRunning()) {
        return i;
      }
    }
    throw new IllegalStateException("no attempt runs at place " + place);
  }
}

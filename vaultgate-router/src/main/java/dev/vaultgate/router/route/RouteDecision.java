package dev.vaultgate.router.route;

import dev.vaultgate.api.UpstreamFault;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do next with a call: a pure function of the plan, the call, what has happened, how the
 * plan's deployments stand, and the time. No threads, no clock, no I/O, so that millions of failure
 * stories can be played in seconds.
 *
 * <p>Deployments are tried in the order of the plan's strategy, those at rest are passed over, and
 * each is tried once. A further attempt waits until the budget of all calls has room for it. Only
 * where there is a single one is it tried a second time, after a short random wait, and only after
 * a fault that may pass quickly. Where the plan hedges, a second one is tried while the first says
 * nothing for long.
 */
public final class RouteDecision {

  /** An empty answer is asked for once more, elsewhere; two of them are what there is to say. */
  private static final int EMPTY_MAX = 2;

  /** How soon a call that waits for the budget looks again; each call at its own pace. */
  private static final long LOOK_MIN_NANOS = 4_000_000;

  private static final long LOOK_SPAN_NANOS = 12_000_000;

  private RouteDecision() {}

  /**
   * All that changes from one decision of a call to the next.
   *
   * @param standings one for each deployment, in the plan's order
   * @param attempts so far, oldest first; those that run have no failure
   * @param nanoTime now
   * @param mayAdd whether the budget of all calls has room for a further attempt
   * @param mayHedge whether this call may be asked twice at once
   * @param hedgeAfterNanos after what silence of the attempt that runs; below 0 for never
   */
  public record Situation(
      List<Standing> standings,
      List<Attempt> attempts,
      long nanoTime,
      boolean mayAdd,
      boolean mayHedge,
      long hedgeAfterNanos) {}

  /** What to do next. */
  public static NextStep next(Plan plan, Ask ask, List<Integer> order, Situation now) {
    List<Attempt> attempts = now.attempts();
    Attempt runs = running(attempts);
    if (runs != null) {
      return meanwhile(plan, ask, order, now, runs);
    }
    if (ask.deadline() - now.nanoTime() <= 0) {
      return new NextStep.GiveUp(UpstreamFault.TIMEOUT, null);
    }
    if (attempts.size() >= plan.policy().bounds().attemptsMax() || isFinal(plan, attempts)) {
      return giveUp(now);
    }
    int place = nextPlace(plan, ask, order, now);
    NextStep step = place >= 0 ? new NextStep.Try(place, false) : later(plan, ask, order, now);
    if (step instanceof NextStep.Try && !attempts.isEmpty() && !now.mayAdd()) {
      step = budgetTurn(plan, ask, now);
    }
    return step != null ? step : giveUp(now);
  }

  /**
   * A further attempt has to wait for one of another call to end. Calls that fail together would
   * otherwise be given up although somebody is there who could answer one after the other.
   *
   * @return when to look again; null when that was long enough
   */
  private static @Nullable NextStep budgetTurn(Plan plan, Ask ask, Situation now) {
    RouteSettings bounds = plan.policy().bounds();
    long patience = last(now).endedNanos() + bounds.budgetMax().toNanos();
    long end = patience - ask.deadline() < 0 ? patience : ask.deadline();
    if (end - now.nanoTime() <= 0) {
      return null;
    }
    long look = now.nanoTime() + LOOK_MIN_NANOS + (long) (LOOK_SPAN_NANOS * ask.chance(200));
    return new NextStep.WaitUntil(look - end < 0 ? look : end);
  }

  /** An attempt runs: it is waited for, or hedged. */
  @SuppressWarnings("ReferenceEquality") // Which attempt it is, not what is known of it.
  private static NextStep meanwhile(
      Plan plan, Ask ask, List<Integer> order, Situation now, Attempt runs) {
    boolean mayHedge =
        now.mayHedge()
            && now.mayAdd()
            && now.hedgeAfterNanos() >= 0
            && now.attempts().get(now.attempts().size() - 1) == runs
            && count(now.attempts()) == 1
            && now.attempts().size() < plan.policy().bounds().attemptsMax();
    if (!mayHedge) {
      return new NextStep.WaitUntil(ask.deadline());
    }
    long hedgeAt = runs.startedNanos() + now.hedgeAfterNanos();
    if (hedgeAt - ask.deadline() >= 0) {
      return new NextStep.WaitUntil(ask.deadline());
    }
    if (hedgeAt - now.nanoTime() > 0) {
      return new NextStep.WaitUntil(hedgeAt);
    }
    int place = nextPlace(plan, ask, order, now);
    return place >= 0 ? new NextStep.Try(place, false) : new NextStep.WaitUntil(ask.deadline());
  }

  private static @Nullable Attempt running(List<Attempt> attempts) {
    for (Attempt attempt : attempts) {
      if (attempt.isRunning()) {
        return attempt;
      }
    }
    return null;
  }

  private static int count(List<Attempt> attempts) {
    int running = 0;
    for (Attempt attempt : attempts) {
      running += attempt.isRunning() ? 1 : 0;
    }
    return running;
  }

  /** The first of the order that is ready, was not tried, and can answer; -1 for none. */
  private static int nextPlace(Plan plan, Ask ask, List<Integer> order, Situation now) {
    int unfit = -1;
    for (int i = 0; i < order.size(); i++) {
      int place = order.get(i);
      if (isOpen(plan, ask, now.attempts(), place) && now.standings().get(place).isReady()) {
        if (order.size() == 1 || plan.place(place).lacks(ask.needs()) == null) {
          return place;
        }
        unfit = unfit < 0 ? place : unfit;
      }
    }
    // What is known of a model may be wrong, and its own refusal is better than ours.
    return now.attempts().isEmpty() ? unfit : -1;
  }

  /** Whether a place is there for this call and was not tried. */
  private static boolean isOpen(Plan plan, Ask ask, List<Attempt> attempts, int place) {
    return tries(attempts, place) == 0 && RouteSkips.notAsked(plan, ask, attempts, place) == null;
  }

  /**
   * Whether nobody else is to be asked: the caller's request was refused, and the route has nobody
   * for that; or an answer beyond all bounds has been made and paid for, and the next one would be
   * no smaller.
   */
  private static boolean isFinal(Plan plan, List<Attempt> attempts) {
    if (attempts.isEmpty()) {
      return false;
    }
    Attempt last = attempts.get(attempts.size() - 1);
    UpstreamFault fault = last.fault();
    if (fault == null) {
      return last.failure() == null || !hasFallback(plan, FallbackCause.of(last.failure()));
    }
    int empty = 0;
    for (Attempt attempt : attempts) {
      empty += attempt.fault() == UpstreamFault.EMPTY_RESPONSE ? 1 : 0;
    }
    return fault == UpstreamFault.TOO_LARGE || empty >= EMPTY_MAX;
  }

  private static boolean hasFallback(Plan plan, @Nullable FallbackCause cause) {
    return cause != null
        && plan.policy().fallbacks().values().stream().anyMatch(causes -> causes.contains(cause));
  }

  /** What may be tried later, or before its time; null for nothing. */
  private static @Nullable NextStep later(Plan plan, Ask ask, List<Integer> order, Situation now) {
    int sole = sole(plan, ask, now.attempts());
    if (sole >= 0 && mayRepeat(plan.policy().bounds(), now, sole)) {
      long at = last(now).endedNanos() + backoff(plan.policy().bounds(), ask, now);
      if (at - ask.deadline() >= 0) {
        return null;
      }
      return at - now.nanoTime() > 0 ? new NextStep.WaitUntil(at) : new NextStep.Try(sole, false);
    }
    if (now.attempts().isEmpty()) {
      NextStep turn = nextTurn(plan, ask, order, now);
      return turn != null ? turn : leastBad(plan, ask, order, now);
    }
    return null;
  }

  private static Attempt last(Situation now) {
    return now.attempts().get(now.attempts().size() - 1);
  }

  /** The only deployment that there is for this call, or -1. */
  private static int sole(Plan plan, Ask ask, List<Attempt> attempts) {
    int sole = -1;
    for (int place = 0; place < plan.size(); place++) {
      if (RouteSkips.notAsked(plan, ask, attempts, place) == null) {
        if (sole >= 0) {
          return -1;
        }
        sole = place;
      }
    }
    return sole;
  }

  private static boolean mayRepeat(RouteSettings bounds, Situation now, int place) {
    int tries = tries(now.attempts(), place);
    return tries > 0
        && tries < bounds.sameDeploymentMax()
        && now.standings().get(place).isReady()
        && passesQuickly(last(now).fault());
  }

  /** Whether the same deployment may well answer a moment later. */
  private static boolean passesQuickly(@Nullable UpstreamFault fault) {
    if (fault == null) {
      return false;
    }
    return switch (fault) {
      case OVERLOADED, SERVER, CONNECTION_LOST, STALE_CONNECTION -> true;
      case RATE_LIMITED,
          EXHAUSTED,
          AUTH,
          MODEL_MISSING,
          UNREACHABLE,
          TLS,
          TIMEOUT,
          INVALID_RESPONSE,
          EMPTY_RESPONSE,
          TOO_LARGE,
          STREAM_ERROR,
          STREAM_TRUNCATED,
          UNAVAILABLE ->
          false;
    };
  }

  private static long backoff(RouteSettings bounds, Ask ask, Situation now) {
    long min = bounds.backoffMin().toNanos();
    long span = bounds.backoffMax().toNanos() - min;
    return min + (long) (span * ask.chance(100 + now.attempts().size()));
  }

  /** The soonest turn at a deployment that is paced, if it is worth waiting for. */
  private static @Nullable NextStep nextTurn(
      Plan plan, Ask ask, List<Integer> order, Situation now) {
    long most = now.nanoTime() + plan.policy().bounds().paceMax().toNanos();
    long soonest = most - ask.deadline() < 0 ? most : ask.deadline();
    boolean found = false;
    for (int place : order) {
      Standing standing = now.standings().get(place);
      if (standing.state() == Standing.State.PACED
          && isOpen(plan, ask, now.attempts(), place)
          && standing.until() - soonest < 0) {
        soonest = standing.until();
        found = true;
      }
    }
    return found ? new NextStep.WaitUntil(soonest) : null;
  }

  /**
   * When more than half of several deployments are out and nobody is left, refusing every call
   * would make a bad hour worse: the one whose circuit closes first is tried before its time. One
   * call at a time; whether it succeeds shows whether the others may follow.
   */
  private static @Nullable NextStep leastBad(
      Plan plan, Ask ask, List<Integer> order, Situation now) {
    int best = -1;
    int out = 0;
    for (int place : order) {
      Standing standing = now.standings().get(place);
      out += standing.isReady() || standing.state() == Standing.State.BUSY ? 0 : 1;
      if (standing.state() == Standing.State.OPEN
          && isOpen(plan, ask, now.attempts(), place)
          && (best < 0 || standing.until() - now.standings().get(best).until() < 0)) {
        best = place;
      }
    }
    boolean most = plan.size() > 1 && 2 * out > plan.size();
    return most && best >= 0 ? new NextStep.Try(best, true) : null;
  }

  /**
   * The last failure tells the caller most. Where no attempt was made at all, the deployment that
   * returns first does.
   */
  private static NextStep giveUp(Situation now) {
    Duration soonest = soonest(now);
    if (now.attempts().isEmpty()) {
      return new NextStep.GiveUp(why(now.standings()), soonest);
    }
    Attempt last = last(now);
    if (last.fault() == null || last.failure() == null) {
      return new NextStep.GiveUp(null, null);
    }
    Duration hint = last.failure().retryAfter().orElse(null);
    return new NextStep.GiveUp(last.fault(), soonest == null ? hint : soonest);
  }

  /** What all of them have in common, or no more than that nobody is there. */
  private static UpstreamFault why(List<Standing> standings) {
    UpstreamFault common = standings.isEmpty() ? UpstreamFault.UNAVAILABLE : fault(standings, 0);
    for (int place = 1; place < standings.size(); place++) {
      if (fault(standings, place) != common) {
        return UpstreamFault.UNAVAILABLE;
      }
    }
    return common;
  }

  private static UpstreamFault fault(List<Standing> standings, int place) {
    return standings.get(place).state().fault();
  }

  private static @Nullable Duration soonest(Situation now) {
    Duration soonest = null;
    for (Standing standing : now.standings()) {
      if (standing.isReady()) {
        return null;
      }
      if (standing.hasEnd()) {
        Duration rest = Duration.ofNanos(Math.max(0, standing.until() - now.nanoTime()));
        soonest = soonest == null || rest.compareTo(soonest) < 0 ? rest : soonest;
      } else if (standing.state() == Standing.State.BUSY
          || standing.state() == Standing.State.PROBED) {
        soonest = Duration.ofSeconds(1);
      }
    }
    return soonest;
  }

  private static int tries(List<Attempt> attempts, int place) {
    int tries = 0;
    for (int i = 0; i < attempts.size(); i++) {
      tries += attempts.get(i).place() == place ? 1 : 0;
    }
    return tries;
  }
}

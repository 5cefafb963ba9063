package dev.vaultgate.router.route;

import dev.vaultgate.api.UpstreamFault;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to do next with a call: a pure function of the settings, the attempts so far, how the plan's
 * deployments stand, the time, and one random number. No threads, no clock, no I/O, so that
 * millions of failure stories can be played in seconds.
 *
 * <p>Deployments are tried in the plan's order, those at rest are passed over, and each is tried
 * once. Only where the plan has a single deployment is it tried a second time, after a short random
 * wait, and only after a fault that may pass quickly.
 */
public final class RouteDecision {

  private RouteDecision() {}

  /**
   * What to do next, given what is known of the plan's deployments and what has happened.
   *
   * @param standings one for each deployment, in the plan's order
   * @param attempts the failed attempts so far, oldest first
   * @param nanoTime now
   * @param random from 0, inclusive, to 1, exclusive
   */
  public static NextStep next(
      RouteSettings settings,
      List<Standing> standings,
      List<Attempt> attempts,
      long nanoTime,
      double random) {
    if (attempts.size() >= settings.attemptsMax() || isFinal(attempts)) {
      return giveUp(standings, attempts, nanoTime);
    }
    for (int place = 0; place < standings.size(); place++) {
      if (tries(attempts, place) == 0 && standings.get(place).isReady()) {
        return new NextStep.Try(place, Duration.ZERO);
      }
    }
    if (standings.size() == 1 && mayRepeat(settings, attempts)) {
      return new NextStep.Try(0, backoff(settings, random));
    }
    return giveUp(standings, attempts, nanoTime);
  }

  /**
   * Whether nobody else is to be asked: an answer beyond all bounds has been made and paid for, and
   * the next one would be no smaller; two empty ones have, and there may be nothing to say.
   */
  private static boolean isFinal(List<Attempt> attempts) {
    return count(attempts, UpstreamFault.TOO_LARGE) > 0
        || count(attempts, UpstreamFault.EMPTY_RESPONSE) > 1;
  }

  private static int count(List<Attempt> attempts, UpstreamFault fault) {
    int count = 0;
    for (Attempt attempt : attempts) {
      count += attempt.fault() == fault ? 1 : 0;
    }
    return count;
  }

  private static boolean mayRepeat(RouteSettings settings, List<Attempt> attempts) {
    int tries = tries(attempts, 0);
    return tries > 0
        && tries < settings.sameDeploymentMax()
        && passesQuickly(attempts.get(attempts.size() - 1).fault());
  }

  /** Whether the same deployment may well answer a moment later. */
  private static boolean passesQuickly(UpstreamFault fault) {
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

  private static Duration backoff(RouteSettings settings, double random) {
    long min = settings.backoffMin().toNanos();
    long span = settings.backoffMax().toNanos() - min;
    return Duration.ofNanos(min + (long) (span * random));
  }

  /**
   * The last failure tells the caller most. Where no attempt was made at all, the deployment that
   * returns first does.
   */
  private static NextStep giveUp(List<Standing> standings, List<Attempt> attempts, long nanoTime) {
    Duration soonest = soonest(standings, nanoTime);
    if (!attempts.isEmpty()) {
      Attempt last = attempts.get(attempts.size() - 1);
      Duration hint = last.failure().retryAfter().orElse(null);
      return new NextStep.GiveUp(last.fault(), soonest == null ? hint : soonest);
    }
    return new NextStep.GiveUp(why(standings), soonest);
  }

  private static UpstreamFault why(List<Standing> standings) {
    boolean allLimited =
        !standings.isEmpty()
            && standings.stream().allMatch(s -> s.why() == UpstreamFault.RATE_LIMITED);
    return allLimited ? UpstreamFault.RATE_LIMITED : UpstreamFault.UNAVAILABLE;
  }

  private static @Nullable Duration soonest(List<Standing> standings, long nanoTime) {
    Duration soonest = null;
    for (Standing standing : standings) {
      if (standing.isReady()) {
        return null;
      }
      Duration rest = Duration.ofNanos(Math.max(0, standing.restUntil() - nanoTime));
      soonest = soonest == null || rest.compareTo(soonest) < 0 ? rest : soonest;
    }
    return soonest;
  }

  private static int tries(List<Attempt> attempts, int place) {
    int tries = 0;
    for (Attempt attempt : attempts) {
      tries += attempt.place() == place ? 1 : 0;
    }
    return tries;
  }
}

package dev.vaultgate.router.route;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a deployment of a plan is not tried, in a word each. Pure. */
final class RouteSkips {

  private RouteSkips() {}

  /**
   * Why this call does not concern the deployment at all, however it stands; null when it does: the
   * caller's tags, or a fallback whose cause has not come about.
   */
  static @Nullable String notAsked(Plan plan, Ask ask, List<Attempt> attempts, int place) {
    Place there = plan.place(place);
    if (!ask.without().isEmpty()
        && (ask.without().contains(there.provider())
            || ask.without().contains(there.deployment())
            || ask.without().contains(there.id()))) {
      return "without";
    }
    if (!ask.tags().isEmpty() && !there.tags().containsAll(ask.tags())) {
      return "tag";
    }
    Set<FallbackCause> causes = plan.policy().fallback(there.deployment());
    FallbackCause refused = refusal(attempts);
    if (refused != null) {
      return causes.contains(refused) || isTried(attempts, place) ? null : "refused";
    }
    return causes.isEmpty() || hasCause(causes, attempts) ? null : "fallback";
  }

  /** Why a deployment is passed over now; null for one that may be tried. */
  static @Nullable String why(
      Plan plan, Ask ask, List<Attempt> attempts, int place, Standing standing) {
    String notAsked = notAsked(plan, ask, attempts, place);
    if (notAsked != null) {
      return notAsked;
    }
    if (!standing.isReady()) {
      return standing.state().word();
    }
    String lacks = plan.place(place).lacks(ask.needs());
    return lacks == null ? null : "lacks_" + lacks;
  }

  /** The request itself was refused for this cause; null when it was not. */
  private static @Nullable FallbackCause refusal(List<Attempt> attempts) {
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      if (attempt.failure() != null && attempt.fault() == null) {
        return FallbackCause.of(attempt.failure());
      }
    }
    return null;
  }

  private static boolean isTried(List<Attempt> attempts, int place) {
    for (Attempt attempt : attempts) {
      if (attempt.place() == place) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a fallback's time has come. That nobody is available is also true when nobody was tried
   * because all of them rest.
   */
  private static boolean hasCause(Set<FallbackCause> causes, List<Attempt> attempts) {
    if (!causes.contains(FallbackCause.UNAVAILABLE)) {
      return false;
    }
    for (Attempt attempt : attempts) {
      if (attempt.isRunning()) {
        return false;
      }
    }
    return true;
  }
}

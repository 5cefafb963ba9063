package dev.vaultgate.router.route;

import java.time.Duration;

/**
 * The bounds of a route.
 *
 * @param attemptsMax how many attempts one request may make, over all deployments
 * @param sameDeploymentMax how many of them at one deployment
 * @param backoffMin the shortest wait before the same deployment is tried again
 * @param backoffMax the longest
 * @param paceMax how long a call waits for its turn at a deployment that is paced, where nobody
 *     else is ready
 * @param budgetMax how long a call whose attempt has failed waits for the budget of all calls to
 *     have room for another one
 */
public record RouteSettings(
    int attemptsMax,
    int sameDeploymentMax,
    Duration backoffMin,
    Duration backoffMax,
    Duration paceMax,
    Duration budgetMax) {

  public static final RouteSettings DEFAULT =
      new RouteSettings(
          3,
          2,
          Duration.ofMillis(100),
          Duration.ofMillis(400),
          Duration.ofMillis(1000),
          Duration.ofMillis(2000));

  public RouteSettings {
    if (attemptsMax < 1 || sameDeploymentMax < 1) {
      throw new IllegalArgumentException(
          "attempts: " + attemptsMax + ", " + sameDeploymentMax + " (expected: at least 1)");
    }
    if (backoffMin.isNegative() || backoffMax.compareTo(backoffMin) < 0) {
      throw new IllegalArgumentException(
          "backoff: " + backoffMin + " to " + backoffMax + " (expected: a span)");
    }
    if (paceMax.isNegative()) {
      throw new IllegalArgumentException("pace: " + paceMax + " (expected: zero or more)");
    }
    if (budgetMax.isNegative()) {
      throw new IllegalArgumentException("budget: " + budgetMax + " (expected: zero or more)");
    }
  }

  /** The same with other numbers of attempts. */
  public RouteSettings withAttempts(int attemptsMax, int sameDeploymentMax) {
    return new RouteSettings(
        attemptsMax, sameDeploymentMax, backoffMin, backoffMax, paceMax, budgetMax);
  }
}

package dev.vaultgate.router.route;

import java.time.Duration;

/**
 * The bounds of a route.
 *
 * @param attemptsMax how many attempts one request may make, over all deployments
 * @param sameDeploymentMax how many of them at one deployment
 * @param backoffMin the shortest wait before the same deployment is tried again
 * @param backoffMax the longest
 */
public record RouteSettings(
    int attemptsMax, int sameDeploymentMax, Duration backoffMin, Duration backoffMax) {

  public static final RouteSettings DEFAULT =
      new RouteSettings(3, 2, Duration.ofMillis(100), Duration.ofMillis(400));

  public RouteSettings {
    if (attemptsMax < 1 || sameDeploymentMax < 1) {
      throw new IllegalArgumentException(
          "attempts: " + attemptsMax + ", " + sameDeploymentMax + " (expected: at least 1)");
    }
    if (backoffMin.isNegative() || backoffMax.compareTo(backoffMin) < 0) {
      throw new IllegalArgumentException(
          "backoff: " + backoffMin + " to " + backoffMax + " (expected: a span)");
    }
  }
}

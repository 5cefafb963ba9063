package dev.vaultgate.router.simulate;

import dev.vaultgate.client.Timeouts;
import dev.vaultgate.router.route.HealthSettings;
import dev.vaultgate.router.route.Load;
import dev.vaultgate.router.route.Needs;
import dev.vaultgate.router.route.RoutePolicy;
import java.time.Duration;
import java.util.List;

/**
 * What is played: callers that come at a rate, and the deployments that they are sent to.
 *
 * @param seed of all chance
 * @param duration how long callers come
 * @param requestsPerSecond how many come, at random times
 * @param kind whether their calls are streamed
 * @param needs what they ask for
 * @param leaveShare this share leaves before there is an answer
 * @param policy how the route chooses
 * @param health when deployments are put to rest
 * @param timeouts of a call
 */
public record Scenario(
    long seed,
    Duration duration,
    double requestsPerSecond,
    Load.Kind kind,
    Needs needs,
    double leaveShare,
    RoutePolicy policy,
    HealthSettings health,
    Timeouts timeouts,
    List<ScriptedDeployment> deployments) {

  private static final double REQUESTS_MAX = 10_000_000;

  public Scenario {
    deployments = List.copyOf(deployments);
    if (deployments.isEmpty()) {
      throw new IllegalArgumentException("deployments: none (expected: one or more)");
    }
    if (!(requestsPerSecond > 0) || requestsPerSecond * duration.toSeconds() > REQUESTS_MAX) {
      throw new IllegalArgumentException(
          "requests_per_second: %s for %s (expected: above 0, and at most 10 million in all)"
              .formatted(requestsPerSecond, duration));
    }
  }

  /** Plain streamed calls. */
  public static Scenario of(
      long seed,
      Duration duration,
      double requestsPerSecond,
      RoutePolicy policy,
      ScriptedDeployment... deployments) {
    return new Scenario(
        seed,
        duration,
        requestsPerSecond,
        Load.Kind.STREAM,
        Needs.ofTokens(800, 300),
        0,
        policy,
        HealthSettings.DEFAULT,
        Timeouts.DEFAULT,
        List.of(deployments));
  }

  /** The same with another seed. */
  public Scenario withSeed(long seed) {
    return new Scenario(
        seed,
        duration,
        requestsPerSecond,
        kind,
        needs,
        leaveShare,
        policy,
        health,
        timeouts,
        deployments);
  }

  /** The time that a call has in all. */
  Duration total() {
    return kind == Load.Kind.STREAM ? timeouts.streamTotal() : timeouts.total();
  }
}

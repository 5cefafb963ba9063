package dev.vaultgate.router.route;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one route chooses and tries.
 *
 * @param strategy by what it chooses
 * @param byUser whether calls that name a {@code user} stay where his others went; calls that name
 *     a session always do, where the strategy spreads them
 * @param weights by deployment; 1 for one that is not named
 * @param fallbacks deployments that are asked for these causes only, after all others
 * @param hedge when to ask a second deployment meanwhile; null for never
 * @param window how much of a stream is held back
 * @param times in the place of the usual ones
 * @param bounds of attempts
 */
public record RoutePolicy(
    Strategy strategy,
    boolean byUser,
    Map<String, Integer> weights,
    Map<String, Set<FallbackCause>> fallbacks,
    @Nullable Hedge hedge,
    CommitWindow window,
    TimeLimits times,
    RouteSettings bounds) {

  /** In order, without any extras. */
  public static final RoutePolicy DEFAULT = of(Strategy.PRIORITY, RouteSettings.DEFAULT);

  public static RoutePolicy of(Strategy strategy, RouteSettings bounds) {
    return new RoutePolicy(
        strategy, false, Map.of(), Map.of(), null, CommitWindow.NONE, TimeLimits.NONE, bounds);
  }

  public RoutePolicy {
    weights = Map.copyOf(weights);
    fallbacks = Map.copyOf(fallbacks);
    weights.forEach(
        (deployment, weight) -> {
          if (weight < 0 || weight > 1_000_000) {
            throw new IllegalArgumentException(
                "weight of %s: %d (expected: 0 to 1000000)".formatted(deployment, weight));
          }
        });
  }

  int weight(String deployment) {
    return weights.getOrDefault(deployment, 1);
  }

  /** Why this deployment is asked; empty for one that is there for every call. */
  Set<FallbackCause> fallback(String deployment) {
    return fallbacks.isEmpty() ? Set.of() : fallbacks.getOrDefault(deployment, Set.of());
  }
}

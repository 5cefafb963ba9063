package dev.vaultgate.router.route;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a second deployment is asked while the first still has said nothing.
 *
 * @param after how long to wait for the first content; null for the deployment's own p95
 * @param shareMax at most this share of a route's calls is asked for twice, above 0 and at most 1
 */
public record Hedge(@Nullable Duration after, double shareMax) {

  /** After the deployment's own p95, for one call in twenty. */
  public static final Hedge DEFAULT = new Hedge(null, 0.05);

  public Hedge {
    if (after != null && (after.isNegative() || after.isZero())) {
      throw new IllegalArgumentException("hedge after: " + after + " (expected: above zero)");
    }
    if (!(shareMax > 0) || shareMax > 1) {
      throw new IllegalArgumentException(
          "hedge share: " + shareMax + " (expected: above 0 and at most 1)");
    }
  }
}

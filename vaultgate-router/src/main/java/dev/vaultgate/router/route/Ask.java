package dev.vaultgate.router.route;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a route must know of one call.
 *
 * @param needs what it asks of a model
 * @param session what keeps calls together, or null
 * @param tags every deployment that is tried has all of these
 * @param without providers or deployments that are not tried; for asking what would happen
 * @param deadline the nanosecond at which all of it is over
 * @param seed of every chance that is taken for this call
 * @param turn whose turn it is, where the route takes them in turn
 */
public record Ask(
    Needs needs,
    @Nullable String session,
    Set<String> tags,
    Set<String> without,
    long deadline,
    long seed,
    int turn) {

  /** A call without wishes. */
  public static Ask of(Needs needs, long deadline, long seed) {
    return new Ask(needs, null, Set.of(), Set.of(), deadline, seed, 0);
  }

  /** A number from 0, inclusive, to 1, exclusive: the same for the same call and draw. */
  double chance(int draw) {
    return Chance.of(seed, draw);
  }
}

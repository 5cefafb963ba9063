package dev.vaultgate.router.route;

import dev.vaultgate.client.Timeouts;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is fixed for a call before its first attempt.
 *
 * @param timeouts of each attempt, the whole time apart, which is that of the call
 * @param hedges of the route; null where it does not hedge
 */
public record Trip(
    Plan plan,
    Ask ask,
    Load.Kind kind,
    Timeouts timeouts,
    @Nullable HedgeShare hedges,
    Errand errand) {}

package dev.vaultgate.router.route;

import dev.vaultgate.api.UpstreamFault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What to do next with a call. */
public sealed interface NextStep {

  /**
   * Try this deployment.
   *
   * @param place its place in the plan
   * @param after how long to wait before, zero for now
   */
  record Try(int place, Duration after) implements NextStep {}

  /**
   * Give the call up.
   *
   * @param fault what to tell the caller
   * @param retryAfter when another try may help, or null when nobody knows
   */
  record GiveUp(UpstreamFault fault, @Nullable Duration retryAfter) implements NextStep {}
}

package dev.vaultgate.router.route;

import dev.vaultgate.api.UpstreamFault;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What to do next with a call. */
public sealed interface NextStep {

  /**
   * Try this deployment now.
   *
   * @param place its place in the plan
   * @param early whether its circuit is open and it is tried all the same, because nobody else is
   *     there
   */
  record Try(int place, boolean early) implements NextStep {}

  /**
   * Look again at this time, or when a running attempt has ended, whichever comes first.
   *
   * @param nanoTime when; the call's deadline when nothing is to be done before
   */
  record WaitUntil(long nanoTime) implements NextStep {}

  /**
   * Give the call up.
   *
   * @param fault what to tell the caller; null where the last failure is his to see as it is
   * @param retryAfter when another try may help, or null when nobody knows
   */
  record GiveUp(@Nullable UpstreamFault fault, @Nullable Duration retryAfter) implements NextStep {}
}

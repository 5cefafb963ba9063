package dev.vaultgate.router.simulate;

import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.router.route.Attempt;
import dev.vaultgate.router.route.NextStep;
import dev.vaultgate.router.route.RouteTrace;
import dev.vaultgate.router.route.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sees what happens in a simulation, as it happens. */
public interface Watcher {

  /** Sees nothing. */
  Watcher NONE = new Watcher() {};

  /**
   * An attempt is about to be made.
   *
   * @param call its number, from 0
   * @param standings how all deployments stand
   * @param attempts those that the call has made so far
   */
  default void tries(
      long call, long nanos, NextStep.Try step, List<Standing> standings, List<Attempt> attempts) {}

  /** An attempt is over: it failed, lost, or has shown its content. */
  default void ended(long call, long nanos, int place) {}

  /**
   * A call is over.
   *
   * @param place who answered, or -1
   * @param fault what the caller was told, or null
   */
  default void over(
      long call,
      long arrivedNanos,
      long nanos,
      int place,
      @Nullable UpstreamFault fault,
      RouteTrace trace) {}

  /** Whether {@link #tries} should be told how all stand, which takes a look at all. */
  default boolean wantsStandings() {
    return false;
  }
}

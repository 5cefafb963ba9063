package dev.vaultgate.router;

import dev.vaultgate.api.Usage;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageSource;
import org.jspecify.annotations.Nullable;

/**
 * How an admitted call ended: all that settlement and the usage record need.
 *
 * @param usage what to charge; none for a call that delivered nothing
 * @param source who counted it
 * @param images how many images were made
 * @param place the place in the plan of the deployment that answered, or -1
 * @param trace every attempt with its outcome
 * @param failure what ended it early, or null
 */
record Ending(
    Outcome outcome,
    Usage usage,
    UsageSource source,
    int images,
    int place,
    String trace,
    @Nullable VaultGateException failure) {

  /** A call that nobody answered, so that nothing is charged. */
  static Ending unanswered(Outcome outcome, String trace, VaultGateException failure) {
    return new Ending(outcome, Usage.NONE, UsageSource.NONE, 0, -1, trace, failure);
  }
}

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
 * @param provider who answered, empty when nobody did
 * @param upstreamModel the provider's name for the model, empty when nobody answered
 * @param trace every attempt with its outcome
 * @param failure what ended it early, or null
 */
record Ending(
    Outcome outcome,
    Usage usage,
    UsageSource source,
    String provider,
    String upstreamModel,
    String trace,
    @Nullable VaultGateException failure) {

  /** A call that delivered nothing, so that nothing is charged. */
  static Ending nothing(Outcome outcome, String trace, @Nullable VaultGateException failure) {
    return new Ending(outcome, Usage.NONE, UsageSource.NONE, "", "", trace, failure);
  }
}

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
 * @param delivery what reached the caller
 * @param failure what ended it early, or null
 */
record Ending(
    Outcome outcome,
    Usage usage,
    UsageSource source,
    int images,
    int place,
    String trace,
    Delivery delivery,
    @Nullable VaultGateException failure) {

  /**
   * What reached the caller.
   *
   * @param bytes of the answer's body
   * @param firstContentMillis from admission to the first content of a stream, or null
   */
  record Delivery(long bytes, @Nullable Long firstContentMillis) {

    static final Delivery NONE = new Delivery(0, null);
  }

  /** All tokens that it used. */
  long tokens() {
    return Math.max(0, usage.totalTokens());
  }

  /** A call that nobody answered, so that nothing is charged. */
  static Ending unanswered(Outcome outcome, String trace, VaultGateException failure) {
    return new Ending(outcome, Usage.NONE, UsageSource.NONE, 0, -1, trace, Delivery.NONE, failure);
  }
}

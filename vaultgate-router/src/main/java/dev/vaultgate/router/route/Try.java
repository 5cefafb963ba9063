package dev.vaultgate.router.route;

import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.Timeouts;

/** One attempt at a deployment. */
@FunctionalInterface
public interface Try<T> {

  /**
   * Makes it, and returns with the whole answer, or when a stream has shown its first content.
   *
   * @throws dev.vaultgate.api.VaultGateException when there is none
   */
  T at(Candidate candidate, Timeouts timeouts, Cancellation cancellation);

  /** Ends an answer that came too late to be given to anybody. */
  default void discard(T answer) {}
}

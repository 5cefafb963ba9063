package dev.vaultgate.router;

import dev.vaultgate.api.VaultGateException;
import org.jspecify.annotations.Nullable;

/**
 * A running answer in chunks of the OpenAI dialect. However it ends, it is settled exactly once: at
 * its end, at its failure, or when it is closed before.
 *
 * <p>For one thread, except {@link #close()}.
 */
public interface GatewayStream extends AutoCloseable {

  /** Who answers; known as soon as the stream is. */
  AnswerFacts facts();

  /**
   * The JSON of the next {@code data:} line, waiting for it if need be; null at the honest end,
   * where {@code [DONE]} belongs.
   *
   * @throws VaultGateException when the stream is not whole; its error goes out as the last event,
   *     without {@code [DONE]}
   */
  byte @Nullable [] next();

  /** Sets what to do just before a wait for the provider's bytes: the time to flush. */
  void beforeWait(Runnable hook);

  /**
   * Ends the stream. Before its end this means that the caller has left: the provider is cancelled,
   * or read on in the background where it charges for all of it anyway.
   */
  @Override
  void close();
}

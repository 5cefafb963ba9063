package dev.vaultgate.api;

/**
 * Something that answers chat requests: a provider, a router over several, or a remote gateway.
 *
 * <p>Implementations are safe for use by many threads at once. Calls block; on Java 21 and later
 * run them on virtual threads. Every failure is a {@link VaultGateException}.
 */
public interface ChatClient {

  /** Returns the whole answer, blocking until it is there. */
  ChatResponse chat(ChatRequest request);

  /**
   * Starts an answer that arrives piece by piece. Returns when the provider has accepted the
   * request; the caller must close the stream, which cancels the provider's work at once.
   */
  ChatStream stream(ChatRequest request);
}

package dev.vaultgate.client;

/** Sends requests to providers. Safe for many threads. */
public interface Transport extends AutoCloseable {

  /**
   * Sends a request and returns when the answer's headers are there.
   *
   * @param request with all headers but those of the connection and the length
   * @throws UpstreamFailure when no answer comes
   * @throws dev.vaultgate.api.CancelledException when the call was cancelled
   */
  Exchange send(WireRequest request, Timeouts timeouts, boolean stream, Cancellation cancellation);

  /**
   * Makes TLS ready, which the first request over it does else. It is not part of making a
   * transport because reading whom the system trusts takes as long as all the rest.
   */
  default void prepareTls() {}

  @Override
  void close();
}

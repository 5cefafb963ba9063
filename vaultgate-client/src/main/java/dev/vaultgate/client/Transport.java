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

  @Override
  void close();
}

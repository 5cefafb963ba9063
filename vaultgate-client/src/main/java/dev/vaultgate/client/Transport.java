package dev.vaultgate.client;

import java.util.Map;

/** Sends requests to providers. Safe for many threads. */
public interface Transport extends AutoCloseable {

  /**
   * Posts a body and returns when the answer's headers are there.
   *
   * @param headers all headers but those of the connection and the length
   * @throws UpstreamFailure when no answer comes
   * @throws dev.vaultgate.api.CancelledException when the call was cancelled
   */
  Exchange post(
      String url,
      Map<String, String> headers,
      byte[] body,
      Timeouts timeouts,
      boolean stream,
      Cancellation cancellation);

  @Override
  void close();
}

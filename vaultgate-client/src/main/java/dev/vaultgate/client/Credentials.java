package dev.vaultgate.client;

import java.util.Map;

/**
 * What lets requests in where a fixed header does not: a signature over each request, or a token
 * that is fetched and renewed. Safe for many threads.
 */
public interface Credentials {

  /** Nothing besides the target's own headers. */
  Credentials NONE = request -> Map.of();

  /**
   * The headers that let this request in. The request is otherwise complete. May wait for a token;
   * most calls do not.
   *
   * @throws UpstreamFailure of the fault {@code AUTH} when no token is to be had
   */
  Map<String, String> headers(WireRequest request);
}

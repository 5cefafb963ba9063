package dev.vaultgate.client;

import java.util.List;
import java.util.Map;

/**
 * A request in a provider's dialect, ready to send by POST.
 *
 * @param url the full address
 * @param headers besides the target's own, such as {@code anthropic-version}
 * @param body JSON
 * @param dropped names of the caller's fields that the dialect cannot carry and whose absence does
 *     not change the meaning
 */
public record WireRequest(
    String url, Map<String, String> headers, byte[] body, List<String> dropped) {

  public WireRequest {
    headers = Map.copyOf(headers);
    dropped = List.copyOf(dropped);
  }
}

package dev.vaultgate.client;

import dev.vaultgate.client.json.JsonPieces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A request in a provider's dialect, ready to send.
 *
 * @param method {@code POST} or {@code GET}
 * @param url the full address
 * @param headers besides the target's own, such as {@code anthropic-version}; {@code Content-Type}
 *     where the body is not JSON
 * @param content the body, empty for {@code GET}
 * @param dropped names of the caller's fields that the dialect cannot carry and whose absence does
 *     not change the meaning
 */
public record WireRequest(
    String method,
    String url,
    Map<String, String> headers,
    JsonPieces content,
    List<String> dropped) {

  public WireRequest {
    headers = Map.copyOf(headers);
    dropped = List.copyOf(dropped);
  }

  /** A request whose body lies in one array. */
  public WireRequest(
      String method, String url, Map<String, String> headers, byte[] body, List<String> dropped) {
    this(method, url, headers, JsonPieces.of(body), dropped);
  }

  /** A POST of JSON in pieces. */
  public WireRequest(
      String url, Map<String, String> headers, JsonPieces content, List<String> dropped) {
    this("POST", url, headers, content, dropped);
  }

  /** The body in one array, for those who need it so. */
  public byte[] body() {
    return content.bytes();
  }

  /** A POST of JSON, or of what {@code Content-Type} among the headers says. */
  public WireRequest(String url, Map<String, String> headers, byte[] body, List<String> dropped) {
    this("POST", url, headers, body, dropped);
  }

  /** A GET. */
  public static WireRequest get(String url, Map<String, String> headers) {
    return new WireRequest("GET", url, headers, new byte[0], List.of());
  }

  /** This request, with further names of fields that it does not carry. */
  WireRequest withDropped(List<String> further) {
    if (further.isEmpty()) {
      return this;
    }
    List<String> all = new ArrayList<>(further);
    all.addAll(dropped);
    return new WireRequest(method, url, headers, content, all);
  }

  /** This request with further headers, which win over its own of the same name. */
  public WireRequest with(Map<String, String> further) {
    if (further.isEmpty()) {
      return this;
    }
    Map<String, String> all = new HashMap<>(headers);
    all.putAll(further);
    return new WireRequest(method, url, all, content, dropped);
  }
}

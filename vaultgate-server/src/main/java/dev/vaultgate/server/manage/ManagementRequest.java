package dev.vaultgate.server.manage;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request to the management API, wherever it comes from: over HTTP, or from the command line in
 * the process that holds the store.
 *
 * @param method of HTTP, in capitals
 * @param path below {@code /api/v1}, still encoded
 * @param query what each parameter was given
 * @param body as it came, empty where there is none
 * @param headers the only value of a header, or null
 * @param id names the request in logs and the audit
 * @param address of who sent it, or empty for this process
 */
public record ManagementRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    byte[] body,
    Function<String, @Nullable String> headers,
    String id,
    String address) {

  /** One from within this process. */
  public static ManagementRequest local(
      String method, String path, Map<String, List<String>> query, byte[] body) {
    return new ManagementRequest(method, path, query, body, name -> null, "local", "");
  }
}

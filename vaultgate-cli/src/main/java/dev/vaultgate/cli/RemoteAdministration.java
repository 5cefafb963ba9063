package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The management API of a running server.
 *
 * @param api its address with {@code /api/v1}, and the admin key
 */
record RemoteAdministration(RemoteApi api) implements Administration {

  @Override
  public String place() {
    return "the server at " + api.base().resolve("/");
  }

  @Override
  public String address() {
    String base = api.base().resolve("/").toString();
    return base.substring(0, base.length() - 1);
  }

  /** Whether a server answers there, and the key opens it. */
  boolean answers() {
    try {
      return api.get("").path("object").asText().equals("administration");
    } catch (CommandFailure e) {
      return false;
    }
  }

  @Override
  public JsonNode send(String method, String path, @Nullable JsonNode body) {
    return api.send(method, path, body);
  }

  @Override
  public void download(String path, OutputStream out) throws IOException {
    api.download(path, out);
  }

  @Override
  public void close() {
    // The server keeps the store; connections end with the process.
  }
}

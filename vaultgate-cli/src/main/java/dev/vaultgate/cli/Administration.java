package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The management API, wherever it is: of a store in this process, or of a running server. Calls
 * block, and fail with a {@link RuntimeException} whose message is fit for the user.
 */
interface Administration extends AutoCloseable {

  /** Where this works, for people: {@code the store /data/vaultgate.db}. */
  String place();

  /** What links to pages of the gateway begin with; empty where no server is known. */
  String address();

  /**
   * Asks for what an operation does.
   *
   * @param path below {@code /api/v1}, see {@link ApiPath}
   * @param body or null for none
   */
  JsonNode send(String method, String path, @Nullable JsonNode body);

  /** Writes what a GET answers, which need not be JSON, as it comes. */
  void download(String path, OutputStream out) throws IOException;

  default JsonNode get(String path) {
    return send("GET", path, null);
  }

  /** The elements of a list. */
  default List<ObjectNode> list(String path) {
    List<ObjectNode> elements = new ArrayList<>();
    for (JsonNode element : get(path).path("data")) {
      elements.add((ObjectNode) element);
    }
    return elements;
  }

  default JsonNode post(String path) {
    return send("POST", path, null);
  }

  default JsonNode post(String path, JsonNode body) {
    return send("POST", path, body);
  }

  default JsonNode put(String path, JsonNode body) {
    return send("PUT", path, body);
  }

  default JsonNode patch(String path, JsonNode body) {
    return send("PATCH", path, body);
  }

  default JsonNode delete(String path) {
    return send("DELETE", path, null);
  }

  /** Lets go of the store, if this holds it. */
  @Override
  void close();
}

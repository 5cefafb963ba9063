package dev.vaultgate.server.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonSyntaxException;
import java.io.IOException;

/** Events of the Responses API, which carry their type twice: as a name, and within their data. */
final class NamedEvents {

  private NamedEvents() {}

  /** The line that names an event; nothing for data without a type. */
  static byte[] name(byte[] json) {
    try {
      JsonIndex index = JsonIndex.parse(json);
      String type = index.textOf(index.root(), "type");
      boolean isName = type != null && type.matches("[A-Za-z0-9._-]+");
      return isName ? ("event: " + type + "\n").getBytes(US_ASCII) : new byte[0];
    } catch (JsonSyntaxException e) {
      throw new IllegalStateException("an event that is not JSON", e);
    }
  }

  /**
   * An error as the API's event, with the gateway's own envelope beside.
   *
   * @param envelope the body of a plain answer with this error
   */
  static byte[] error(byte[] envelope, int sequence) {
    JsonNode error;
    try {
      error = Json.read(envelope).path("error");
    } catch (IOException e) {
      throw new IllegalStateException("an error that we wrote ourselves", e);
    }
    ObjectNode event = Json.object().put("type", "error").put("sequence_number", sequence);
    event.set("code", error.path("code"));
    event.set("message", error.path("message"));
    event.set("param", error.path("param"));
    event.set("error", error);
    return Json.bytes(event);
  }
}

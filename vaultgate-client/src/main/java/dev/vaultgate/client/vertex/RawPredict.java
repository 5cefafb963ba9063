package dev.vaultgate.client.vertex;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * Requests in a publisher's own dialect, which Vertex passes on as they are: {@code :rawPredict}.
 */
final class RawPredict {

  private RawPredict() {}

  /**
   * A request of the publisher's dialect at its address here.
   *
   * @param change what Vertex wants otherwise in the body
   */
  static WireRequest of(
      WireRequest request,
      Target target,
      String publisher,
      boolean stream,
      Consumer<ObjectNode> change) {
    try {
      ObjectNode body = (ObjectNode) Json.read(request.body());
      change.accept(body);
      return new WireRequest(
          Publisher.base(target)
              + "/publishers/"
              + publisher
              + "/models/"
              + target.model()
              + (stream ? ":streamRawPredict" : ":rawPredict"),
          request.headers(),
          Json.bytes(body),
          request.dropped());
    } catch (IOException e) {
      throw new UncheckedIOException("the dialect's own body", e);
    }
  }
}

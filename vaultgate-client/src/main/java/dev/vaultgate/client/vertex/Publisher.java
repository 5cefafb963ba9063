package dev.vaultgate.client.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.client.MediaReach;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import java.util.Map;

/** A dialect at Vertex's addresses: what is asked goes elsewhere, what is answered is the same. */
abstract class Publisher implements Wire {

  private final Wire dialect;

  Publisher(Wire dialect) {
    this.dialect = dialect;
  }

  /** The request as the dialect has it, on its way to Vertex. */
  abstract WireRequest sent(WireRequest request, Target target, boolean stream);

  /** Where the dialect thinks that it asks. */
  Target seen(Target target) {
    return target;
  }

  /** The same target at another address, with the dialect's own paths. */
  static Target at(String baseUrl, Target target) {
    return new Target(
        target.provider(),
        target.model(),
        baseUrl,
        Map.of(),
        target.headers(),
        target.quirks(),
        target.traits(),
        target.credentials(),
        target.rules());
  }

  /** Where a target's paths begin. The location {@code global} has no host of its own. */
  static String base(Target target) {
    return target.baseUrl().replace("//global-aiplatform.", "//aiplatform.");
  }

  @Override
  public String id() {
    return "vertex";
  }

  @Override
  public MediaReach reach(String address, Target target) {
    return dialect.reach(address, seen(target));
  }

  @Override
  public WireRequest encode(ChatRequest request, Target target, boolean stream) {
    return sent(dialect.encode(request, seen(target), stream), target, stream);
  }

  @Override
  public ChatResponse decode(byte[] body, Target target) {
    return dialect.decode(body, target);
  }

  @Override
  public StreamDecoder streamDecoder(Target target) {
    return dialect.streamDecoder(target);
  }

  @Override
  public UpstreamFailure readError(int status, ResponseHeaders headers, byte[] body) {
    return dialect.readError(status, headers, body);
  }

  @Override
  public UpstreamFailure readError(JsonNode error) {
    return dialect.readError(error);
  }
}

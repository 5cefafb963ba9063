package dev.vaultgate.client.vertex;

import dev.vaultgate.client.MediaReach;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.anthropic.AnthropicWire;

/**
 * Claude: the Messages dialect without the model, which is in the address, and with the version in
 * the body instead of a header.
 */
final class AnthropicPublisher extends Publisher {

  private static final String VERSION = "vertex-2023-10-16";

  AnthropicPublisher() {
    super(new AnthropicWire());
  }

  /** Vertex does not fetch for Anthropic's models: their {@code url} sources are refused there. */
  @Override
  public MediaReach reach(String address, Target target) {
    return MediaReach.GATEWAY;
  }

  @Override
  WireRequest sent(WireRequest request, Target target, boolean stream) {
    return RawPredict.of(
        request,
        target,
        "anthropic",
        stream,
        body -> {
          body.remove("model");
          body.put("anthropic_version", VERSION);
        });
  }
}

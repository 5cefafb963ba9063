package dev.vaultgate.client.vertex;

import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.openai.OpenAiWire;

/** The open models that Google serves as {@code publisher/name}: OpenAI's dialect. */
final class OpenAiEndpoint extends Publisher {

  OpenAiEndpoint() {
    super(new OpenAiWire());
  }

  @Override
  Target seen(Target target) {
    return at(base(target) + "/endpoints/openapi", target);
  }

  @Override
  WireRequest sent(WireRequest request, Target target, boolean stream) {
    return request;
  }
}

package dev.vaultgate.client.vertex;

import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.gemini.GeminiWire;

/** Google's own models: the Gemini dialect below {@code /publishers/google}. */
final class GooglePublisher extends Publisher {

  GooglePublisher() {
    super(new GeminiWire());
  }

  @Override
  Target seen(Target target) {
    return at(base(target) + "/publishers/google", target);
  }

  @Override
  WireRequest sent(WireRequest request, Target target, boolean stream) {
    return request;
  }
}

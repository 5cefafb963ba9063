package dev.vaultgate.client.vertex;

import dev.vaultgate.client.Target;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.openai.OpenAiWire;

/** Mistral's models: its own dialect, whose model here has no version behind an {@code @}. */
final class MistralPublisher extends Publisher {

  MistralPublisher() {
    super(new OpenAiWire());
  }

  @Override
  WireRequest sent(WireRequest request, Target target, boolean stream) {
    return RawPredict.of(
        request,
        target,
        "mistralai",
        stream,
        body -> {
          body.put("model", target.model().split("@", 2)[0]);
          body.remove("stream_options");
        });
  }
}

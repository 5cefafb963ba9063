package dev.vaultgate.client;

import dev.vaultgate.api.InvalidRequestException;
import java.util.List;

/**
 * One model at one provider, ready to be asked. The router tries upstreams one after the other; it
 * does not know how they answer. Safe for many threads; failures are {@link
 * dev.vaultgate.api.VaultGateException}s.
 */
public interface Upstream {

  /** Asks for a whole answer. */
  ChatReply chat(ChatCall call, AnswerName name, Timeouts timeouts, Cancellation cancellation);

  /** Asks for a stream. Returns when the provider has accepted; no content may have come yet. */
  ChatFrames stream(ChatCall call, AnswerName name, Timeouts timeouts, Cancellation cancellation);

  /**
   * Asks which models the provider serves, by its own names; not only this one.
   *
   * @throws InvalidRequestException when it has no list
   */
  default List<String> models(Timeouts timeouts, Cancellation cancellation) {
    throw new InvalidRequestException(
        400, "invalid_value", "the provider lists no models", "provider");
  }

  /** Asks for vectors. */
  default EmbeddingReply embed(
      EmbeddingCall call, AnswerName name, Timeouts timeouts, Cancellation cancellation) {
    throw new InvalidRequestException(400, "invalid_value", "model: makes no embeddings", "model");
  }

  /** Asks for images. */
  ImageReply images(ImageCall call, Timeouts timeouts, Cancellation cancellation);
}

package dev.vaultgate.client.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.ErrorBodies;
import dev.vaultgate.client.ErrorClassifier;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.RetryHints;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import java.util.Optional;

/**
 * Cohere's API, version 2.
 *
 * @see <a href="https://docs.cohere.com/reference/chat">Cohere's reference</a>
 */
public final class CohereWire implements Wire {

  @Override
  public String id() {
    return "cohere";
  }

  @Override
  public WireRequest encode(ChatRequest request, Target target, boolean stream) {
    return new RequestEncoder(request, target).encode(stream);
  }

  @Override
  public ChatResponse decode(byte[] body, Target target) {
    return AnswerReader.read(AnswerJson.read(body), target);
  }

  @Override
  public StreamDecoder streamDecoder(Target target) {
    return new EventDecoder(target);
  }

  @Override
  public Optional<EmbeddingWire> embeddings() {
    return Optional.of(new Embeddings());
  }

  @Override
  public UpstreamFailure readError(int status, ResponseHeaders headers, byte[] body) {
    ErrorBodies.Words words = ErrorBodies.read(body);
    return ErrorClassifier.classify(
        status, words.words(), words.message(), words.param(), RetryHints.read(headers, words));
  }

  @Override
  public UpstreamFailure readError(JsonNode error) {
    ErrorBodies.Words words = ErrorBodies.read(error);
    return ErrorClassifier.classify(
        words.status(), words.words(), words.message(), words.param(), null);
  }
}

package dev.vaultgate.client.ollama;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatAssembler;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.ErrorBodies;
import dev.vaultgate.client.ErrorClassifier;
import dev.vaultgate.client.MediaReach;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.RetryHints;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.sse.Framing;
import dev.vaultgate.client.sse.JsonLines;
import java.util.Optional;

/**
 * Ollama's API.
 *
 * @see <a href="https://docs.ollama.com/api/chat">Ollama's reference</a>
 */
public final class OllamaWire implements Wire {

  @Override
  public String id() {
    return "ollama";
  }

  /** The API takes images as data alone. */
  @Override
  public MediaReach reach(String address, Target target) {
    return MediaReach.GATEWAY;
  }

  @Override
  public WireRequest encode(ChatRequest request, Target target, boolean stream) {
    return new RequestEncoder(request, target).encode(stream);
  }

  @Override
  public Framing framing() {
    return JsonLines.FRAMING;
  }

  /** A whole answer is a stream of one line. */
  @Override
  public ChatResponse decode(byte[] body, Target target) {
    LineDecoder decoder = new LineDecoder(target);
    ChatAssembler assembler = new ChatAssembler();
    decoder.decode(AnswerJson.read(body), assembler::add);
    if (!decoder.isComplete()) {
      throw UpstreamFailure.invalid("an answer that is not done", null);
    }
    return assembler.response();
  }

  @Override
  public StreamDecoder streamDecoder(Target target) {
    return new LineDecoder(target);
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

package dev.vaultgate.client.vertex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import java.util.Optional;

/**
 * Vertex AI. A model's name tells its publisher: {@code claude-…} is Anthropic's, {@code mistral-…}
 * and {@code codestral-…} are Mistral's, {@code publisher/name} is served in OpenAI's dialect, and
 * all others are Google's.
 *
 * @see <a href="https://cloud.google.com/vertex-ai/generative-ai/docs">Google's reference</a>
 */
public final class VertexWire implements Wire {

  private final Wire google = new GooglePublisher();
  private final Wire anthropic = new AnthropicPublisher();
  private final Wire mistral = new MistralPublisher();
  private final Wire others = new OpenAiEndpoint();

  @Override
  public String id() {
    return "vertex";
  }

  @Override
  public Wire speaking(ChatCall call, Target target) {
    return of(target);
  }

  private Wire of(Target target) {
    String model = target.model();
    if (model.startsWith("claude")) {
      return anthropic;
    }
    if (model.startsWith("mistral") || model.startsWith("codestral")) {
      return mistral;
    }
    return model.contains("/") ? others : google;
  }

  @Override
  public WireRequest encode(ChatRequest request, Target target, boolean stream) {
    return of(target).encode(request, target, stream);
  }

  @Override
  public ChatResponse decode(byte[] body, Target target) {
    return of(target).decode(body, target);
  }

  @Override
  public StreamDecoder streamDecoder(Target target) {
    return of(target).streamDecoder(target);
  }

  /** Google's own shape, which the platform uses whoever published the model. */
  @Override
  public UpstreamFailure readError(int status, ResponseHeaders headers, byte[] body) {
    return google.readError(status, headers, body);
  }

  @Override
  public UpstreamFailure readError(JsonNode error) {
    return google.readError(error);
  }

  /** Google's own models alone paint here. */
  @Override
  public Optional<ImageWire> images() {
    return Optional.of(new GooglePainting());
  }

  @Override
  public Optional<EmbeddingWire> embeddings() {
    return Optional.of(new Predictions());
  }
}

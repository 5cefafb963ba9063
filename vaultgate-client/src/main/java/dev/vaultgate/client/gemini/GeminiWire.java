package dev.vaultgate.client.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatAssembler;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.MediaReach;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import java.util.Map;
import java.util.Optional;

/**
 * Google's Gemini API, version v1beta, as the Gemini API and Vertex AI speak it.
 *
 * @see <a href="https://ai.google.dev/api/generate-content">Google's reference</a>
 */
public final class GeminiWire implements Wire {

  @Override
  public String id() {
    return "gemini";
  }

  /** The API fetches from Google's own stores and from YouTube; of all else it wants the bytes. */
  @Override
  public MediaReach reach(String address, Target target) {
    return GoogleStores.hold(address, target) ? MediaReach.OWN : MediaReach.GATEWAY;
  }

  @Override
  public WireRequest encode(ChatRequest request, Target target, boolean stream) {
    return new RequestEncoder(request, target).encode(stream);
  }

  @Override
  public WireRequest models(Target target) {
    return WireRequest.get(target.url("models", "/models") + "?pageSize=1000", Map.of());
  }

  /** A whole answer is a stream of one piece; some servers send all pieces in one array. */
  @Override
  public ChatResponse decode(byte[] body, Target target) {
    JsonNode answer = AnswerJson.read(body);
    AnswerReader reader = new AnswerReader(target);
    ChatAssembler assembler = new ChatAssembler();
    reader.read(answer, assembler::add);
    ChatResponse response = assembler.response();
    if (response.choices().isEmpty()) {
      throw UpstreamFailure.of(UpstreamFault.EMPTY_RESPONSE, "an answer without candidates");
    }
    return response;
  }

  @Override
  public StreamDecoder streamDecoder(Target target) {
    return new AnswerReader(target);
  }

  @Override
  public Optional<ImageWire> images() {
    return Optional.of(new Images());
  }

  @Override
  public Optional<EmbeddingWire> embeddings() {
    return Optional.of(new BatchEmbeddings());
  }

  @Override
  public UpstreamFailure readError(int status, ResponseHeaders headers, byte[] body) {
    return ErrorReader.read(status, headers, body);
  }

  @Override
  public UpstreamFailure readError(JsonNode error) {
    return ErrorReader.read(error);
  }
}

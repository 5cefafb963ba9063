package dev.vaultgate.client.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.MediaReach;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.aws.EventStream;
import dev.vaultgate.client.sse.Framing;
import java.util.Optional;

/**
 * Amazon Bedrock's Converse API, and its models that make images and vectors.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html">AWS's
 *     reference</a>
 */
public final class BedrockWire implements Wire {

  @Override
  public String id() {
    return "bedrock";
  }

  @Override
  public MediaReach reach(String address, Target target) {
    return address.startsWith(Blocks.STORE) ? MediaReach.OWN : MediaReach.GATEWAY;
  }

  @Override
  public WireRequest encode(ChatRequest request, Target target, boolean stream) {
    return new RequestEncoder(request, target).encode(stream);
  }

  @Override
  public Framing framing() {
    return EventStream.FRAMING;
  }

  @Override
  public ChatResponse decode(byte[] body, Target target) {
    return ResponseDecoder.decode(AnswerJson.read(body), target);
  }

  @Override
  public StreamDecoder streamDecoder(Target target) {
    return new EventDecoder(target);
  }

  @Override
  public Optional<ImageWire> images() {
    return Optional.of(new Images());
  }

  @Override
  public Optional<EmbeddingWire> embeddings() {
    return Optional.of(new Embeddings());
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

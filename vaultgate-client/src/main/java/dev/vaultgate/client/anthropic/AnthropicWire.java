package dev.vaultgate.client.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import java.util.Map;

/**
 * Anthropic's Messages API, version 2023-06-01.
 *
 * @see <a href="https://platform.claude.com/docs/en/api/messages">Anthropic's reference</a>
 */
public final class AnthropicWire implements Wire {

  @Override
  public String id() {
    return "anthropic";
  }

  @Override
  public WireRequest encode(ChatRequest request, Target target, boolean stream) {
    return new RequestEncoder(request, target).encode(stream);
  }

  @Override
  public WireRequest models(Target target) {
    return WireRequest.get(
        target.url("models", "/v1/models") + "?limit=1000",
        Map.of("anthropic-version", RequestEncoder.VERSION));
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
  public UpstreamFailure readError(int status, ResponseHeaders headers, byte[] body) {
    return ErrorReader.read(status, headers, body);
  }

  @Override
  public UpstreamFailure readError(JsonNode error) {
    return ErrorReader.read(error);
  }
}

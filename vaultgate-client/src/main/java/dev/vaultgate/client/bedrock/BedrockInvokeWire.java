package dev.vaultgate.client.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.MediaReach;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.anthropic.AnthropicWire;
import dev.vaultgate.client.aws.EventStream;
import dev.vaultgate.client.sse.Framing;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Claude on Amazon Bedrock in Anthropic's own words, by {@code /invoke}: for what Converse has no
 * words for, such as Anthropic's own tools and betas. Models of other makers are spoken to by
 * Converse all the same, so that one provider serves both.
 */
public final class BedrockInvokeWire implements Wire {

  private static final String VERSION = "bedrock-2023-05-31";
  private static final String BETA_HEADER = "anthropic-beta";

  private final Wire claude = new AnthropicWire();
  private final Wire converse = new BedrockWire();

  @Override
  public String id() {
    return "bedrock-invoke";
  }

  @Override
  public Wire speaking(ChatCall call, Target target) {
    return Maker.of(target.model()) == Maker.ANTHROPIC ? this : converse;
  }

  /** Bedrock takes no addresses in Anthropic's bodies either: "URL sources are not supported". */
  @Override
  public MediaReach reach(String address, Target target) {
    return MediaReach.GATEWAY;
  }

  @Override
  public WireRequest encode(ChatRequest request, Target target, boolean stream) {
    WireRequest usual = claude.encode(request, asClaude(target), false);
    ObjectNode body = (ObjectNode) AnswerJson.read(usual.body());
    body.remove("model");
    body.put("anthropic_version", VERSION);
    String betas = usual.headers().get(BETA_HEADER);
    if (betas != null) {
      ArrayNode array = body.putArray("anthropic_beta");
      for (String beta : betas.split(",", -1)) {
        array.add(beta.strip());
      }
    }
    return new WireRequest(
        Address.invoke(target, stream), Map.of(), Json.bytes(body), usual.dropped());
  }

  /**
   * What is known of models here says that they answer by a schema also where a tool must stand for
   * it; those that take one came together with named efforts.
   */
  private static Target asClaude(Target target) {
    Target.Traits traits = target.traits();
    if (traits.reasoning().contains("effort")) {
      return target;
    }
    Set<String> capabilities = new HashSet<>(traits.capabilities());
    capabilities.remove("structured_output");
    return new Target(
        target.provider(),
        target.model(),
        target.baseUrl(),
        target.paths(),
        target.headers(),
        target.quirks(),
        new Target.Traits(
            traits.maxOutputTokens(),
            capabilities,
            traits.lacks(),
            traits.reasoning(),
            traits.sizes()),
        target.credentials(),
        target.rules());
  }

  @Override
  public Framing framing() {
    return EventStream.FRAMING;
  }

  @Override
  public ChatResponse decode(byte[] body, Target target) {
    return claude.decode(body, target);
  }

  @Override
  public StreamDecoder streamDecoder(Target target) {
    return new InvokeDecoder(claude.streamDecoder(target));
  }

  @Override
  public Optional<ImageWire> images() {
    return converse.images();
  }

  @Override
  public Optional<EmbeddingWire> embeddings() {
    return converse.embeddings();
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

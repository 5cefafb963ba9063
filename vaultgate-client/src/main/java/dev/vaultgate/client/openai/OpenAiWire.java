package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.EmbeddingRequest;
import dev.vaultgate.api.EmbeddingResponse;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.ChatResponseJson;
import dev.vaultgate.api.json.EmbeddingJson;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.client.AnswerName;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatReply;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.EmbeddingReply;
import dev.vaultgate.client.Face;
import dev.vaultgate.client.Passthrough;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import dev.vaultgate.client.completions.CompletionsFace;
import dev.vaultgate.client.completions.CompletionsPass;
import dev.vaultgate.client.json.JsonPieces;
import dev.vaultgate.client.responses.ResponsesWire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * OpenAI's dialect as OpenAI documents it, with the quirks of those who speak it too.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/chat">OpenAI's reference</a>
 */
public final class OpenAiWire implements Wire, Wire.EmbeddingWire, Passthrough {

  private static final Wire RESPONSES = new ResponsesWire();
  private static final String CHAT_PATH = "/chat/completions";
  private static final String EMBEDDINGS_PATH = "/embeddings";

  @Override
  public String id() {
    return "openai";
  }

  @Override
  public WireRequest encode(ChatRequest request, Target target, boolean stream) {
    List<String> dropped = new ArrayList<>(0);
    byte[] body = Json.bytes(RequestEncoder.encode(request, target, stream, dropped));
    return new WireRequest(target.url("chat", CHAT_PATH), Map.of(), body, dropped);
  }

  /** Some models answer some calls under another path, in another dialect. */
  @Override
  public Wire speaking(ChatCall call, Target target) {
    boolean isAskedSo =
        call.face()
            .filter(face -> face.path().equals(ResponsesWire.PATH))
            .filter(face -> target.paths().containsKey(face.path()))
            .isPresent();
    return isAskedSo || ResponsesModels.concern(call, target) ? RESPONSES : this;
  }

  @Override
  public Optional<Face.Pass> pass(Face face, Target target) {
    return face.path().equals(CompletionsFace.PATH) && target.paths().containsKey(face.path())
        ? Optional.of(new CompletionsPass(this, CompletionsFace.tellsUsage(face.json())))
        : Optional.empty();
  }

  @Override
  public ChatResponse decode(byte[] body, Target target) {
    JsonNode answer = parsed(body);
    refuseError(answer);
    try {
      ChatResponse response = Endings.said(ChatResponseJson.read(answer));
      return target.has(Quirk.REASONING_IN_THINK_TAGS) ? ThinkTagDecoder.split(response) : response;
    } catch (InvalidRequestException e) {
      throw UpstreamFailure.invalid("an answer of another shape: " + e.getMessage(), e);
    }
  }

  @Override
  public StreamDecoder streamDecoder(Target target) {
    return target.has(Quirk.REASONING_IN_THINK_TAGS) ? new ThinkTagDecoder() : new ChunkDecoder();
  }

  @Override
  public UpstreamFailure readError(int status, ResponseHeaders headers, byte[] body) {
    return ErrorReader.read(status, headers, body);
  }

  @Override
  public UpstreamFailure readError(JsonNode error) {
    return ErrorReader.read(error);
  }

  @Override
  public Optional<Passthrough> passthrough() {
    return Optional.of(this);
  }

  @Override
  public WireRequest splice(ChatCall call, Target target) {
    List<String> dropped = new ArrayList<>(0);
    JsonPieces body = RequestSplicer.splice(call, target, dropped);
    return new WireRequest(target.url("chat", CHAT_PATH), Map.of(), body, dropped);
  }

  @Override
  public ChatReply.Raw reply(byte[] body, AnswerName name) {
    return ReplySplicer.splice(body, name, false);
  }

  @Override
  public ChatReply.Raw reply(byte[] body, AnswerName name, Target target) {
    return ReplySplicer.splice(body, name, target.has(Quirk.REASONING_IN_THINK_TAGS));
  }

  @Override
  public FrameSplicer frames(AnswerName name) {
    return new ChunkSplicer(name);
  }

  @Override
  public FrameSplicer frames(AnswerName name, Target target) {
    return target.has(Quirk.REASONING_IN_THINK_TAGS)
        ? new ThinkTagDecoder()
        : new ChunkSplicer(name);
  }

  @Override
  public Optional<ImageWire> images() {
    return Optional.of(new Images());
  }

  @Override
  public Optional<EmbeddingWire> embeddings() {
    return Optional.of(this);
  }

  @Override
  public WireRequest encode(EmbeddingRequest request, Target target) {
    ObjectNode body = EmbeddingJson.write(request.withModel(target.model()));
    target
        .rules()
        .renames()
        .forEach(
            (field, name) -> {
              if (body.has(field)) {
                body.set(name, body.remove(field));
              }
            });
    return embeddingRequest(target, Json.bytes(body));
  }

  @Override
  public EmbeddingResponse decodeEmbeddings(byte[] body, EmbeddingRequest request, Target target) {
    JsonNode answer = parsed(body);
    refuseError(answer);
    try {
      return EmbeddingJson.readResponse(answer);
    } catch (IllegalArgumentException | InvalidRequestException e) {
      throw UpstreamFailure.invalid("an answer of another shape: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean passesBytes() {
    return true;
  }

  @Override
  public WireRequest splice(EmbeddingCall call, Target target) {
    return call.json()
        .map(json -> embeddingRequest(target, EmbeddingSplicer.splice(json, target)))
        .orElseGet(() -> encode(call.request(), target));
  }

  @Override
  public EmbeddingReply reply(byte[] body, EmbeddingCall call, AnswerName name) {
    return EmbeddingSplicer.reply(body, call, name);
  }

  private static WireRequest embeddingRequest(Target target, byte[] body) {
    return new WireRequest(target.url("embeddings", EMBEDDINGS_PATH), Map.of(), body, List.of());
  }

  static JsonNode parsed(byte[] body) {
    try {
      JsonNode answer = Json.read(body);
      if (answer.isObject()) {
        return answer;
      }
      throw UpstreamFailure.invalid("an answer that is no JSON object", null);
    } catch (IOException e) {
      throw UpstreamFailure.invalid("an answer that is not JSON", e);
    }
  }

  /** Some providers answer 200 with an error object. */
  static void refuseError(JsonNode answer) {
    boolean isCode = answer.path("code").asInt(0) != 0 && !answer.has("choices");
    if (answer.path("error").isObject() || answer.path("error").isTextual() || isCode) {
      throw ErrorReader.read(answer);
    }
  }
}

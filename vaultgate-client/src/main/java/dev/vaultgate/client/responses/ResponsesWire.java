package dev.vaultgate.client.responses;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatAssembler;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.client.AnswerJson;
import dev.vaultgate.client.ErrorBodies;
import dev.vaultgate.client.ErrorClassifier;
import dev.vaultgate.client.Face;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.RetryHints;
import dev.vaultgate.client.StreamDecoder;
import dev.vaultgate.client.Target;
import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.Wire;
import dev.vaultgate.client.WireRequest;
import java.util.Map;
import java.util.Optional;

/**
 * OpenAI's Responses API, used without its state: the conversation goes along with every request,
 * and nothing is stored unless the caller asks for it.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/responses">OpenAI's reference</a>
 */
public final class ResponsesWire implements Wire {

  /** The kind of path that a target must have to be spoken to in this dialect. */
  public static final String PATH = "responses";

  static final String USUAL_PATH = "/responses";

  @Override
  public String id() {
    return "openai-responses";
  }

  @Override
  public WireRequest encode(ChatRequest request, Target target, boolean stream) {
    RequestEncoder encoder = new RequestEncoder(request, target);
    byte[] body = encoder.encode(stream);
    return new WireRequest(target.url(PATH, USUAL_PATH), Map.of(), body, encoder.dropped());
  }

  /** A whole answer is a stream of one event that has everything. */
  @Override
  public ChatResponse decode(byte[] body, Target target) {
    return decode(AnswerJson.read(body), target);
  }

  static ChatResponse decode(JsonNode answer, Target target) {
    ChatAssembler assembler = new ChatAssembler();
    new EventDecoder(target).whole(answer, assembler::add);
    return assembler.response();
  }

  @Override
  public StreamDecoder streamDecoder(Target target) {
    return new EventDecoder(target);
  }

  @Override
  public Optional<Face.Pass> pass(Face face, Target target) {
    return face.path().equals(PATH) ? Optional.of(new ResponsesPass()) : Optional.empty();
  }

  @Override
  public UpstreamFailure readError(int status, ResponseHeaders headers, byte[] body) {
    ErrorBodies.Words words = ErrorBodies.read(body);
    return ErrorClassifier.classify(
        status, words.words(), words.message(), words.param(), RetryHints.read(headers, words));
  }

  @Override
  public UpstreamFailure readError(JsonNode error) {
    return failure(error);
  }

  static UpstreamFailure failure(JsonNode body) {
    ErrorBodies.Words words = ErrorBodies.read(body);
    return ErrorClassifier.classify(
        words.status(), words.words(), words.message(), words.param(), null);
  }
}

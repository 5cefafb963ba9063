package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.ChatRequest;
import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.InvalidRequestException;
import java.util.Optional;

/**
 * The dialect of a provider that makes images and nothing else. Errors are read in the shapes that
 * all such providers use; an error that speaks of moderation is the caller's.
 */
public abstract class ImageOnlyWire implements Wire, Wire.ImageWire {

  @Override
  public final Optional<ImageWire> images() {
    return Optional.of(this);
  }

  @Override
  public final WireRequest encode(ChatRequest request, Target target, boolean stream) {
    throw noChat();
  }

  @Override
  public final ChatResponse decode(byte[] body, Target target) {
    throw noChat();
  }

  @Override
  public final StreamDecoder streamDecoder(Target target) {
    throw noChat();
  }

  private static InvalidRequestException noChat() {
    return new InvalidRequestException(
        400, "invalid_value", "model: makes images and does not chat", "model");
  }

  @Override
  public UpstreamFailure readError(int status, ResponseHeaders headers, byte[] body) {
    ErrorBodies.Words words = ErrorBodies.read(body);
    return ErrorClassifier.classify(
        status, words.words(), words.message(), words.param(), RetryHints.read(headers, words));
  }

  @Override
  public final UpstreamFailure readError(JsonNode error) {
    ErrorBodies.Words words = ErrorBodies.read(error);
    return ErrorClassifier.classify(
        words.status(), words.words(), words.message(), words.param(), null);
  }
}

package dev.vaultgate.client.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.client.ErrorBodies;
import dev.vaultgate.client.ErrorClassifier;
import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.RetryHints;
import dev.vaultgate.client.UpstreamFailure;

/** Errors of the OpenAI dialect, in the many shapes that its speakers give them. */
final class ErrorReader {

  private ErrorReader() {}

  static UpstreamFailure read(int status, ResponseHeaders headers, byte[] body) {
    ErrorBodies.Words words = ErrorBodies.read(body);
    return ErrorClassifier.classify(
        status, words.words(), words.message(), words.param(), RetryHints.read(headers, words));
  }

  /**
   * An error object within an answer of status 200, which may name the status it should have had.
   */
  static UpstreamFailure read(JsonNode body) {
    ErrorBodies.Words words = ErrorBodies.read(body);
    return ErrorClassifier.classify(
        words.status(), words.words(), words.message(), words.param(), null);
  }
}

package dev.vaultgate.client.gemini;

import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.FinishReason.Kind;
import dev.vaultgate.client.UpstreamFailure;

/** The API's {@code finishReason} in OpenAI's words. */
final class FinishReasons {

  private FinishReasons() {}

  /**
   * The finish reason for a word; one that is not known counts as an ordinary end.
   *
   * @param message the API's own explanation, possibly empty
   * @param hasCalls whether the candidate calls tools
   * @throws UpstreamFailure for a word that says that the model failed
   */
  static FinishReason read(String word, String message, boolean hasCalls) {
    return switch (word) {
      case "MAX_TOKENS" -> new FinishReason(Kind.LENGTH, word);
      case "SAFETY",
          "RECITATION",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT",
          "IMAGE_RECITATION",
          "MODEL_ARMOR" ->
          new FinishReason(Kind.CONTENT_FILTER, word);
      case "MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "LANGUAGE", "NO_IMAGE" ->
          throw UpstreamFailure.invalid(
              "the model ended with " + word + (message.isEmpty() ? "" : ": " + message), null);
      default -> new FinishReason(hasCalls ? Kind.TOOL_CALLS : Kind.STOP, word);
    };
  }
}

package dev.vaultgate.client.cohere;

import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.FinishReason.Kind;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.UpstreamFailure;

/** The API's {@code finish_reason} in OpenAI's words. */
final class FinishReasons {

  private FinishReasons() {}

  /**
   * The finish reason for a word; one that is not known counts as an ordinary end.
   *
   * @param error what the API says of a failure, possibly empty
   * @throws UpstreamFailure for a word that says that the model failed
   */
  static FinishReason read(String word, String error) {
    return switch (word) {
      case "MAX_TOKENS" -> new FinishReason(Kind.LENGTH, word);
      case "TOOL_CALL" -> new FinishReason(Kind.TOOL_CALLS, word);
      case "ERROR_TOXIC" -> new FinishReason(Kind.CONTENT_FILTER, word);
      case "ERROR" ->
          throw UpstreamFailure.of(
              UpstreamFault.STREAM_ERROR, error.isEmpty() ? "the model failed" : error);
      case "TIMEOUT" -> throw UpstreamFailure.of(UpstreamFault.TIMEOUT, "the model took too long");
      default -> new FinishReason(Kind.STOP, word);
    };
  }
}

package dev.vaultgate.client.bedrock;

import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.FinishReason.Kind;
import dev.vaultgate.client.UpstreamFailure;

/** The API's {@code stopReason} in OpenAI's words. */
final class StopReasons {

  private StopReasons() {}

  /**
   * The finish reason for a word; one that is not known counts as an ordinary end.
   *
   * @param hasCalls whether the answer has calls for the caller: where a tool stood for the answer,
   *     it has none
   * @throws UpstreamFailure when the model made something that nobody can read
   */
  static FinishReason read(String word, boolean hasCalls) {
    Kind kind =
        switch (word) {
          case "max_tokens", "model_context_window_exceeded" -> Kind.LENGTH;
          case "tool_use" -> hasCalls ? Kind.TOOL_CALLS : Kind.STOP;
          case "guardrail_intervened", "content_filtered" -> Kind.CONTENT_FILTER;
          case "malformed_model_output", "malformed_tool_use" ->
              throw UpstreamFailure.invalid("the model's answer was broken: " + word, null);
          default -> Kind.STOP;
        };
    return new FinishReason(kind, word);
  }
}

package dev.vaultgate.client.anthropic;

import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.FinishReason.Kind;

/** The API's {@code stop_reason} in OpenAI's words. */
final class StopReasons {

  private StopReasons() {}

  /**
   * The finish reason for a word; one that is not known counts as an ordinary end.
   *
   * @param hasCalls whether the answer has calls for the caller: where a tool stood for the answer,
   *     it has none
   */
  static FinishReason read(String word, boolean hasCalls) {
    Kind kind =
        switch (word) {
          case "max_tokens", "model_context_window_exceeded" -> Kind.LENGTH;
          case "tool_use" -> hasCalls ? Kind.TOOL_CALLS : Kind.STOP;
          case "refusal" -> Kind.CONTENT_FILTER;
          default -> Kind.STOP;
        };
    return new FinishReason(kind, word);
  }
}

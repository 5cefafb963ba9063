package dev.vaultgate.client.openai;

import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.UpstreamFailure;
import java.util.List;

/** How answers end where a provider says it in a word of its own, or does not say it. */
final class Endings {

  private Endings() {}

  /**
   * A finish reason that is no end but a failure: DeepSeek ran out of machines, or the provider
   * behind a router broke off.
   */
  static void refuseFailure(FinishReason reason) {
    if (reason.kind() != FinishReason.Kind.OTHER) {
      return;
    }
    if (reason.raw().equals("insufficient_system_resource")) {
      throw UpstreamFailure.of(
          UpstreamFault.OVERLOADED, "the provider had no resources to finish the answer");
    }
    if (reason.raw().equals("error")) {
      throw UpstreamFailure.of(
          UpstreamFault.STREAM_ERROR, "the provider ended the answer with an error");
    }
  }

  /**
   * A whole answer in which every choice says why it ended. Snowflake's say nothing: such a choice
   * was done, or wants its tools called.
   */
  static ChatResponse said(ChatResponse response) {
    List<ChatResponse.Choice> choices = response.choices().stream().map(Endings::said).toList();
    return new ChatResponse(
        response.id(),
        response.created(),
        response.model(),
        choices,
        response.usage(),
        response.extra());
  }

  private static ChatResponse.Choice said(ChatResponse.Choice choice) {
    FinishReason reason = choice.finishReason();
    if (reason != null) {
      refuseFailure(reason);
      return choice;
    }
    return new ChatResponse.Choice(
        choice.index(),
        choice.message(),
        choice.message().toolCalls().isEmpty() ? FinishReason.STOP : FinishReason.TOOL_CALLS,
        choice.extra());
  }
}

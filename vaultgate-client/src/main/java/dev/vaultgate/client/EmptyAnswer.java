package dev.vaultgate.client;

import dev.vaultgate.api.ChatResponse;
import dev.vaultgate.api.FinishReason;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.Usage;
import org.jspecify.annotations.Nullable;

/**
 * An answer that says it ended well and has nothing in it. A model may be silent, for example when
 * a stop sequence comes first; then it has used tokens. Without content and tokens, something
 * broke.
 */
public final class EmptyAnswer {

  private EmptyAnswer() {}

  /** Throws for an answer that has nothing and did not end for another reason than stop. */
  public static void refuse(int answerChars, boolean stopped, @Nullable Usage usage) {
    if (answerChars == 0 && stopped && (usage == null || usage.completionTokens() == 0)) {
      throw UpstreamFailure.of(UpstreamFault.EMPTY_RESPONSE, "an answer without content");
    }
  }

  static void refuse(ChatResponse response) {
    boolean stopped = true;
    for (ChatResponse.Choice choice : response.choices()) {
      FinishReason finish = choice.finishReason();
      stopped &= finish == null || finish.kind() == FinishReason.Kind.STOP;
      if (!choice.message().extra().isEmpty()) {
        return;
      }
    }
    refuse(AnswerChars.of(response), stopped, response.usage());
  }
}

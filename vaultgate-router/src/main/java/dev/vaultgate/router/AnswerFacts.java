package dev.vaultgate.router;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway tells a caller beside the answer.
 *
 * @param provider who answered
 * @param model the public model that answered
 * @param attempts every attempt with its outcome, such as {@code openai:429,azure:200}
 * @param dropped names of fields that could not be carried, empty for none
 * @param outputTokensMax the cap that was lowered to what the balance affords, or null
 * @param isReplayed whether this is the answer that the same request got before
 */
public record AnswerFacts(
    String provider,
    String model,
    String attempts,
    List<String> dropped,
    @Nullable Integer outputTokensMax,
    boolean isReplayed) {

  /** Of an answer that is given for the first time. */
  public AnswerFacts(
      String provider,
      String model,
      String attempts,
      List<String> dropped,
      @Nullable Integer outputTokensMax) {
    this(provider, model, attempts, dropped, outputTokensMax, false);
  }

  public AnswerFacts {
    dropped = List.copyOf(dropped);
  }
}

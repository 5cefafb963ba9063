package dev.vaultgate.api;

import java.util.Locale;

/**
 * Why an answer ended: one of OpenAI's reasons, with the provider's own word beside it.
 *
 * @param kind the reason in OpenAI's vocabulary
 * @param raw the word that the provider used, such as {@code max_tokens} or {@code SAFETY}
 */
public record FinishReason(Kind kind, String raw) {

  /** OpenAI's vocabulary; {@link #OTHER} is a word that none of the others means. */
  public enum Kind {
    STOP,
    LENGTH,
    TOOL_CALLS,
    CONTENT_FILTER,
    FUNCTION_CALL,
    OTHER
  }

  public static final FinishReason STOP = of(Kind.STOP);
  public static final FinishReason LENGTH = of(Kind.LENGTH);
  public static final FinishReason TOOL_CALLS = of(Kind.TOOL_CALLS);
  public static final FinishReason CONTENT_FILTER = of(Kind.CONTENT_FILTER);

  private static FinishReason of(Kind kind) {
    return new FinishReason(kind, kind.name().toLowerCase(Locale.ROOT));
  }

  /** Reads OpenAI's word, and the other spellings that OpenAI-dialect providers use for it. */
  public static FinishReason parse(String word) {
    return switch (word) {
      case "stop" -> STOP;
      case "length" -> LENGTH;
      case "tool_calls" -> TOOL_CALLS;
      case "content_filter" -> CONTENT_FILTER;
      case "eos", "end_turn", "stop_sequence" -> new FinishReason(Kind.STOP, word);
      case "max_tokens", "model_length" -> new FinishReason(Kind.LENGTH, word);
      case "tool_call" -> new FinishReason(Kind.TOOL_CALLS, word);
      case "function_call" -> new FinishReason(Kind.FUNCTION_CALL, word);
      default -> new FinishReason(Kind.OTHER, word);
    };
  }

  /** The word for an OpenAI answer: the vocabulary's own, or the raw one where there is none. */
  public String word() {
    return kind == Kind.OTHER ? raw : kind.name().toLowerCase(Locale.ROOT);
  }
}

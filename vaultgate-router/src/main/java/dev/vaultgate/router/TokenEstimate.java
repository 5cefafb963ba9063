package dev.vaultgate.router;

import dev.vaultgate.api.Usage;
import dev.vaultgate.client.ChatFacts;
import dev.vaultgate.client.EmbeddingCall;
import org.jspecify.annotations.Nullable;

/**
 * Token counts for calls whose provider did not report any, and upper bounds for holds. An estimate
 * takes four characters for a token, which OpenAI gives as the usual figure for English; a bound
 * takes a token for every byte, which no tokenizer exceeds.
 */
final class TokenEstimate {

  private static final int CHARS_PER_TOKEN = 4;

  /** What a provider adds around a message: role marks and separators. */
  private static final int TOKENS_PER_MESSAGE = 8;

  /** OpenAI's high-detail image of 2048 by 2048 pixels and Anthropic's largest are below this. */
  private static final int TOKENS_PER_IMAGE = 3_000;

  private TokenEstimate() {}

  /** Usage from what was sent and what was delivered. */
  static Usage of(ChatFacts facts, long answerChars) {
    long prompt = up(facts.promptBytes()) + (long) facts.images() * TOKENS_PER_IMAGE;
    return Usage.of(prompt, up(answerChars));
  }

  /** Usage of vectors, from what was sent. */
  static Usage of(EmbeddingCall call) {
    return Usage.of(up(call.tokensMax()), 0);
  }

  /** The most tokens that the prompt can have. */
  static long promptMax(ChatFacts facts) {
    return facts.promptBytes()
        + (long) facts.messages() * TOKENS_PER_MESSAGE
        + (long) facts.images() * TOKENS_PER_IMAGE;
  }

  /**
   * Reported usage, where it can be believed of an answer with content: possible in itself, and not
   * nothing. Null otherwise.
   */
  static @Nullable Usage credible(@Nullable Usage usage, long answerChars) {
    boolean credible =
        usage != null && usage.isPlausible() && (answerChars == 0 || usage.completionTokens() > 0);
    return credible ? usage : null;
  }

  private static long up(long chars) {
    return (chars + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
  }
}

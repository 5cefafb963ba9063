package dev.vaultgate.router;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.AnswerText;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.ChatFacts;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.token.PromptTokens;
import dev.vaultgate.router.token.TokenFamily;
import dev.vaultgate.router.token.Tokenizer;
import dev.vaultgate.router.token.Tokenizers;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens a call has, in three kinds: at most, from its size alone, which costs nothing and
 * is what most holds go by; at most, from its text, where credit is too short for that; and as near
 * as can be, where a provider did not say. Safe for many threads.
 */
final class TokenCounts {

  /** What a provider adds around a message: role marks and separators. */
  private static final int TOKENS_PER_MESSAGE = 8;

  /** Small caps are told by small answers, whose few tokens may be long. */
  private static final int ANSWER_CHARS_FREE = 2_000;

  private static final int CHARS_PER_TOKEN = 4;

  private final Tokenizers tokenizers;

  TokenCounts(Tokenizers tokenizers) {
    this.tokenizers = tokenizers;
  }

  /** The most tokens that a prompt of this size can have: no tokenizer makes two of one byte. */
  static long promptMax(ChatFacts facts, Deployment deployment) {
    long images =
        facts.images() == 0
            ? 0
            : (long) facts.images() * TokenFamily.of(deployment.model()).imageTokensMax();
    return facts.promptBytes() + (long) facts.messages() * TOKENS_PER_MESSAGE + images;
  }

  /**
   * The most tokens that this very prompt can have. A model whose tokenizer is not on board gets
   * the wider margin.
   */
  long promptCounted(ChatCall call, Deployment deployment) {
    TokenFamily family = TokenFamily.of(deployment.model());
    Tokenizer tokenizer = tokenizers.of(family);
    long tokens;
    try {
      tokens =
          TokenFamily.withMargin(
              PromptTokens.most(call.request(), family, tokenizer), tokenizer.isExact());
    } catch (InvalidRequestException untranslatable) {
      // Its bytes may pass all the same to a provider who speaks the caller's dialect.
      tokens =
          TokenFamily.withMargin(family.tokensOfBytes(call.facts().promptBytes()), false)
              + (long) call.facts().images() * family.imageTokensMax();
    }
    return Math.min(tokens, promptMax(call.facts(), deployment));
  }

  /** The same for inputs of which vectors are made. */
  long inputCounted(EmbeddingCall call, Deployment deployment) {
    Tokenizer tokenizer = tokenizers.of(TokenFamily.of(deployment.model()));
    return Math.min(
        call.tokensMax(), TokenFamily.withMargin(input(call, tokenizer), tokenizer.isExact()));
  }

  /** What an answer used, from what was sent and delivered. */
  Usage usage(ChatCall call, AnswerText said, Deployment deployment) {
    return Usage.of(prompt(call, deployment), answer(said, deployment));
  }

  /** How many tokens the prompt has, as near as can be. */
  long prompt(ChatCall call, Deployment deployment) {
    TokenFamily family = TokenFamily.of(deployment.model());
    try {
      return PromptTokens.usual(call.request(), family, tokenizers.of(family));
    } catch (InvalidRequestException untranslatable) {
      return family.tokensOfBytes(call.facts().promptBytes())
          + (long) call.facts().images() * family.imageTokens();
    }
  }

  /** How many tokens of answer were delivered, as near as can be. */
  long answer(AnswerText said, Deployment deployment) {
    TokenFamily family = TokenFamily.of(deployment.model());
    return tokenizers.of(family).count(said.text()) + family.tokensOfBytes(said.bytesLeftOut());
  }

  /** What vectors used, from what was sent. */
  Usage usage(EmbeddingCall call, Deployment deployment) {
    return Usage.of(input(call, tokenizers.of(TokenFamily.of(deployment.model()))), 0);
  }

  private static long input(EmbeddingCall call, Tokenizer tokenizer) {
    try {
      return call.request().input().stream().mapToLong(tokenizer::count).sum();
    } catch (InvalidRequestException inputsAreTokens) {
      return call.tokensMax();
    }
  }

  /**
   * Whether an answer is far beyond the cap that was granted, however long its tokens are: more
   * than four times the tokens, of twice the usual length.
   *
   * @param cap for each choice; null for none, which nothing exceeds
   */
  static boolean exceeds(@Nullable Integer cap, int choices, long answerChars) {
    return cap != null
        && answerChars > 4L * cap * choices * 2 * CHARS_PER_TOKEN + ANSWER_CHARS_FREE;
  }
}

package dev.vaultgate.router;

import dev.vaultgate.api.Usage;
import dev.vaultgate.client.AnswerText;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.credit.Cost;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.token.TokenFamily;
import org.jspecify.annotations.Nullable;

/**
 * Sees when a running stream has spent what is held for it. For a frame that costs one comparison:
 * the hold is turned into a number of characters once, and only a stream that goes beyond it is
 * looked at more closely.
 *
 * <p>A hold is never made larger while its stream runs, though credit may be there. It covers the
 * output cap that the provider was given, so only a stream whose provider does not keep to the cap
 * comes to its end; the caller has asked for no more than that, and would be billed for more
 * without having been asked. It also means that a frame never waits for the store.
 *
 * <p>No honest stream may be cut, which reaches its cap with the last token and ends by itself. So
 * a stream is first suspected when its tokens would be half as long again as they usually are, and
 * then counted by the model's own tokenizer; where there is none, they would have to be twice as
 * long. For one stream and one thread.
 */
final class HoldWatch {

  /** Between two counts at least; and a long answer is not counted again for each bit more. */
  private static final long CHARS_BETWEEN_COUNTS = 512;

  private static final long PART_BETWEEN_COUNTS = 16;

  private final TokenCounts counts;
  private final ChatCall call;
  private final Deployment deployment;
  private final TokenFamily family;
  private final Money held;

  /** Streams of fewer characters are not suspected. */
  private long charsFree;

  private long promptTokens = -1;

  private HoldWatch(
      TokenCounts counts, ChatCall call, Deployment deployment, @Nullable Money held) {
    this.counts = counts;
    this.call = call;
    this.deployment = deployment;
    this.family = TokenFamily.of(deployment.model());
    this.held = held == null ? Cost.LARGEST : held;
    this.charsFree = held == null ? Long.MAX_VALUE : charsFree(held);
  }

  /**
   * Watches a stream.
   *
   * @param held for the call, or null where nobody pays for it
   */
  static HoldWatch of(
      TokenCounts counts, ChatCall call, Deployment deployment, @Nullable Money held) {
    boolean pays = deployment.price() != null && deployment.price().tokens() != null;
    return new HoldWatch(counts, call, deployment, pays ? held : null);
  }

  private long charsFree(Money amount) {
    long prompt = family.tokensOfBytes(call.facts().promptBytes());
    long tokens = Math.max(0, Cost.affordableOutput(deployment.price(), prompt, amount));
    long usual = family.bytesOfTokens(tokens);
    long more = family.encoding().isPresent() ? usual / 2 : usual;
    return usual > Long.MAX_VALUE - more ? Long.MAX_VALUE : usual + more;
  }

  /** Whether what was delivered has cost what is held. */
  boolean isSpent(AnswerText said) {
    return said.chars() > charsFree && isSpentByCount(said);
  }

  private boolean isSpentByCount(AnswerText said) {
    if (promptTokens < 0) {
      promptTokens = counts.prompt(call, deployment);
    }
    long answer = counts.answer(said, deployment);
    if (Cost.of(deployment.price(), Usage.of(promptTokens, answer)).compareTo(held) >= 0) {
      return true;
    }
    long left = Cost.affordableOutput(deployment.price(), promptTokens, held) - answer;
    long chars = said.chars();
    long more = Math.min(family.bytesOfTokens(Math.max(0, left)), Long.MAX_VALUE / 2);
    charsFree = chars + Math.max(more, Math.max(CHARS_BETWEEN_COUNTS, chars / PART_BETWEEN_COUNTS));
    return false;
  }
}

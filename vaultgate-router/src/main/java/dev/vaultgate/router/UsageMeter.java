package dev.vaultgate.router;

import dev.vaultgate.api.ImageResponse;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.AnswerText;
import dev.vaultgate.client.ChatCall;
import dev.vaultgate.client.EmbeddingCall;
import dev.vaultgate.client.ImageCall;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.usage.UsageSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a call used: as its provider says where that can be believed, and counted where it cannot or
 * where the provider did not come to saying it. Safe for many threads.
 */
final class UsageMeter {

  private final TokenCounts counts;
  private final ReportedUsage reported = new ReportedUsage();

  UsageMeter(TokenCounts counts) {
    this.counts = counts;
  }

  /** What was used, and who counted it. */
  record Measured(Usage usage, UsageSource source) {}

  /**
   * A whole answer.
   *
   * @param told by the provider, if it told anything
   * @param answerChars how much content the answer has
   * @param said what the answer says; asked for only when it has to be counted
   */
  Measured whole(
      ChatCall call,
      Deployment deployment,
      @Nullable Usage told,
      long answerChars,
      Supplier<AnswerText> said) {
    Usage believed = reported.believed(told, answerChars, 1, deployment);
    return believed != null
        ? new Measured(believed, UsageSource.REPORTED)
        : new Measured(counts.usage(call, said.get(), deployment), UsageSource.ESTIMATED);
  }

  /** Vectors. */
  Measured whole(EmbeddingCall call, Deployment deployment, @Nullable Usage told) {
    Usage believed = reported.believed(told, 0, call.inputs(), deployment);
    return believed != null
        ? new Measured(believed, UsageSource.REPORTED)
        : new Measured(counts.usage(call, deployment), UsageSource.ESTIMATED);
  }

  /** Images; those that are not paid by the token are not counted in tokens. */
  Measured whole(ImageCall call, Deployment deployment, ImageResponse answer) {
    Usage believed = reported.believed(answer.usage(), 1, call.request().images(), deployment);
    if (believed != null) {
      return new Measured(believed, UsageSource.REPORTED);
    }
    boolean byToken = deployment.price() != null && deployment.price().tokens() != null;
    return byToken
        ? new Measured(ImageEstimate.of(call, answer.images().size()), UsageSource.ESTIMATED)
        : new Measured(Usage.NONE, UsageSource.NONE);
  }

  /**
   * An answer that did not come to its end. Some providers tell what was used before it ends: all
   * of it, or the prompt and the first tokens of the answer. What they tell counts where it covers
   * what was delivered; the answer is counted otherwise.
   *
   * @param told by the provider until then, if it told anything
   */
  Measured broken(ChatCall call, Deployment deployment, @Nullable Usage told, AnswerText said) {
    if (told == null
        || told.promptTokens() == 0
        || !ReportedUsage.isPossible(told, 1, deployment)) {
      return new Measured(counts.usage(call, said, deployment), UsageSource.ESTIMATED);
    }
    long delivered = said.chars() == 0 ? 0 : counts.answer(said, deployment);
    if (told.completionTokens() >= delivered) {
      return new Measured(told, UsageSource.REPORTED);
    }
    return new Measured(
        Usage.of(
            told.promptTokens(),
            delivered,
            told.cachedTokens(),
            told.cacheWriteTokens(),
            told.reasoningTokens()),
        UsageSource.ESTIMATED);
  }

  TokenCounts counts() {
    return counts;
  }
}

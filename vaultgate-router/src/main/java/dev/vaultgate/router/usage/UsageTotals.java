package dev.vaultgate.router.usage;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.credit.Money;

/**
 * Sums over calls.
 *
 * @param failed how many calls did not end {@link Outcome#OK}
 * @param cachedTokens those of the prompt that the provider had in its cache
 * @param cacheWriteTokens those of the prompt that it put there
 * @param reasoningTokens those of the completion that nobody saw
 * @param millis how long the calls took in all
 * @param firstContents how many calls told when their first content came
 * @param firstContentMillis how long it took them in all
 */
public record UsageTotals(
    long calls,
    long failed,
    long promptTokens,
    long completionTokens,
    long cachedTokens,
    long cacheWriteTokens,
    long reasoningTokens,
    Money cost,
    long millis,
    long firstContents,
    long firstContentMillis) {

  public static final UsageTotals NONE = new UsageTotals(0, 0, 0, 0, 0, 0, 0, Money.ZERO, 0, 0, 0);

  /** Of one call. */
  public static UsageTotals of(UsageRecord call) {
    Usage usage = call.usage();
    Long firstContent = call.firstContentMillis();
    return new UsageTotals(
        1,
        call.outcome() == Outcome.OK ? 0 : 1,
        usage.promptTokens(),
        usage.completionTokens(),
        usage.cachedTokens(),
        usage.cacheWriteTokens(),
        usage.reasoningTokens(),
        call.cost(),
        call.millis(),
        firstContent == null ? 0 : 1,
        firstContent == null ? 0 : firstContent);
  }

  public UsageTotals plus(UsageTotals other) {
    return new UsageTotals(
        calls + other.calls,
        failed + other.failed,
        promptTokens + other.promptTokens,
        completionTokens + other.completionTokens,
        cachedTokens + other.cachedTokens,
        cacheWriteTokens + other.cacheWriteTokens,
        reasoningTokens + other.reasoningTokens,
        cost.plus(other.cost),
        millis + other.millis,
        firstContents + other.firstContents,
        firstContentMillis + other.firstContentMillis);
  }

  /** Prompts and completions together. */
  public long tokens() {
    return promptTokens + completionTokens;
  }

  /** How long a call took on average; 0 when there was none. */
  public long averageMillis() {
    return calls == 0 ? 0 : millis / calls;
  }

  /** How long the first content took on average; 0 when there was none. */
  public long averageFirstContentMillis() {
    return firstContents == 0 ? 0 : firstContentMillis / firstContents;
  }
}

package dev.vaultgate.router;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.catalog.Deployment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Believes what providers report of an answer's tokens, where it can be: possible in itself, not
 * beyond the model's window, and not nothing for an answer that has content. What is not believed
 * is said in the log, and a deployment that goes on so is named. Safe for many threads.
 */
final class ReportedUsage {

  /** Twice the largest window that any model is sold with. */
  private static final long PROMPT_TOKENS_MAX = 20_000_000;

  /** Who reports nonsense once may have had a bad day. */
  private static final int NAMED_AFTER = 3;

  private static final Logger LOG = LoggerFactory.getLogger(ReportedUsage.class);

  private final Map<String, Integer> rejected = new ConcurrentHashMap<>();

  /**
   * The usage, or null when there is none to believe.
   *
   * @param answerChars how much content the answer has
   * @param prompts how many there were, each of which has the model's window for itself
   * @param deployment who reports it
   */
  @Nullable Usage believed(
      @Nullable Usage usage, long answerChars, int prompts, Deployment deployment) {
    if (usage == null) {
      return null;
    }
    if (isPossible(usage, prompts, deployment)
        && (answerChars == 0 || usage.completionTokens() > 0)) {
      return usage;
    }
    int times = rejected.merge(deployment.id(), 1, Integer::sum);
    LOG.warn(
        "usage_rejected deployment {} prompt {} completion {} reasoning {} answer chars {}",
        deployment.id(),
        usage.promptTokens(),
        usage.completionTokens(),
        usage.reasoningTokens(),
        answerChars);
    if (times == NAMED_AFTER) {
      LOG.warn(
          "deployment {} has reported usage that cannot be {} times: its calls are charged by estimate",
          deployment.id(),
          times);
    }
    return null;
  }

  /**
   * Whether a call can have used this: no figure negative, none beyond the model's window.
   *
   * @param prompts how many there were, each of which has the model's window for itself
   */
  static boolean isPossible(Usage usage, int prompts, Deployment deployment) {
    Integer window = deployment.traits().contextTokens();
    return usage.isPlausible()
        && usage.promptTokens() <= (window == null ? PROMPT_TOKENS_MAX : (long) window * prompts);
  }
}

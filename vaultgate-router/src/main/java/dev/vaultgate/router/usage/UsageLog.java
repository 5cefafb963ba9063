package dev.vaultgate.router.usage;

import dev.vaultgate.router.credit.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records that were kept. What is asked for includes records that are still on their way. Safe
 * for many threads.
 */
public interface UsageLog extends UsageSink {

  /** The most records of one page. */
  int PAGE_MAX = 1_000;

  /**
   * Records in the order in which their calls ended, newest first.
   *
   * @param max how many at most, 1 to {@value #PAGE_MAX}
   * @param from where the page begins: {@link UsagePage#next()} of the one before, or null for the
   *     newest. Records that come meanwhile do not move the pages after it
   */
  UsagePage page(UsageQuery query, int max, @Nullable Long from);

  /** Sums over the records that are asked for. */
  Totals totals(UsageQuery query);

  /** The newest records, newest first, at most so many. */
  default List<UsageRecord> newest(int max) {
    return page(UsageQuery.ALL, max, null).records();
  }

  /** Sums over all records. */
  default Totals totals() {
    return totals(UsageQuery.ALL);
  }

  /** How many records were lost because they came faster than they could be kept. */
  long dropped();

  /**
   * Sums over records.
   *
   * @param failed how many calls did not end {@link Outcome#OK}
   */
  record Totals(long calls, long failed, long promptTokens, long completionTokens, Money cost) {

    public static final Totals NONE = new Totals(0, 0, 0, 0, Money.ZERO);

    /** The same with one call more. */
    public Totals plus(UsageRecord call) {
      return new Totals(
          calls + 1,
          failed + (call.outcome() == Outcome.OK ? 0 : 1),
          promptTokens + call.usage().promptTokens(),
          completionTokens + call.usage().completionTokens(),
          cost.plus(call.cost()));
    }
  }
}

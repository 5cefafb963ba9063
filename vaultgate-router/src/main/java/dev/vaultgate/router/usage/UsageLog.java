package dev.vaultgate.router.usage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records that were kept, and their sums by hours and days, which are kept for longer. What is
 * asked for includes records that are still on their way. Safe for many threads.
 */
public interface UsageLog extends UsageSink {

  /** The most records of one page. */
  int PAGE_MAX = 1_000;

  /** The most points of a series. */
  int POINTS_MAX = 750;

  /** The most places of a ranking. */
  int PLACES_MAX = 1_000;

  /** The longest text to search for. */
  int SEARCH_CHARS_MAX = 200;

  /**
   * Records in the order in which their calls began, newest first.
   *
   * @param max how many at most, 1 to {@value #PAGE_MAX}
   * @param from where the page begins: {@link UsagePage#next()} of the one before, or null for the
   *     newest. Records that come meanwhile do not move the pages after it
   */
  UsagePage page(UsageQuery query, int max, @Nullable Long from);

  /**
   * The sums of calls, in whole hours. A search has no sums.
   *
   * @throws IllegalArgumentException for a query with a search
   */
  UsageSummary summary(UsageQuery query);

  /**
   * The sums of calls step by step, those without calls among them.
   *
   * @param query says from when until when, and no more than {@value #POINTS_MAX} steps
   * @throws IllegalArgumentException when it does not, or searches
   */
  List<UsagePoint> series(UsageQuery query, UsageStep step);

  /**
   * The sums of calls by one of their sides, in whole hours.
   *
   * @param max how many places at most, 1 to {@value #PLACES_MAX}
   * @throws IllegalArgumentException for a query with a search
   */
  UsageRanking ranking(UsageQuery query, UsageSide by, UsageMeasure measure, int max);

  /** Begins to forget what is older; each step is small enough to go unnoticed. */
  Forgetting forget(UsageCutoff cutoff);

  /** Forgets some more. For one thread. */
  @FunctionalInterface
  interface Forgetting {

    /** Forgets a little; false when there is nothing more to forget. */
    boolean step();
  }

  /** The newest records, newest first, at most so many. */
  default List<UsageRecord> newest(int max) {
    return page(UsageQuery.ALL, max, null).records();
  }

  /** The sums of all calls. */
  default UsageTotals totals() {
    return summary(UsageQuery.ALL).totals();
  }

  /** How many records were lost because they came faster than they could be kept. */
  long dropped();
}

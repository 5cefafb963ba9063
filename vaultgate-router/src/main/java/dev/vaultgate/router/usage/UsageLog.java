package dev.vaultgate.router.usage;

import dev.vaultgate.router.credit.Money;
import java.util.List;

/** The records that were kept. */
public interface UsageLog extends UsageSink {

  /**
   * The newest records, newest first, at most so many. Records still on their way are waited for.
   */
  List<UsageRecord> newest(int max);

  /** Sums over all records. */
  Totals totals();

  /** How many records were lost because they came faster than they could be kept. */
  long dropped();

  /** Sums over records. */
  record Totals(long calls, long failed, long promptTokens, long completionTokens, Money cost) {}
}

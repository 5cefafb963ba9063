package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest records and the sums of all, guarded by this object's monitor. */
final class InMemoryUsage implements UsageLog {

  private static final int KEPT_MAX = 10_000;

  private final Deque<UsageRecord> newest = new ArrayDeque<>();
  private Totals totals = new Totals(0, 0, 0, 0, Money.ZERO);

  @Override
  public synchronized void accept(UsageRecord call) {
    newest.addFirst(call);
    if (newest.size() > KEPT_MAX) {
      newest.removeLast();
    }
    totals =
        new Totals(
            totals.calls() + 1,
            totals.failed() + (call.outcome() == Outcome.OK ? 0 : 1),
            totals.promptTokens() + call.usage().promptTokens(),
            totals.completionTokens() + call.usage().completionTokens(),
            totals.cost().plus(call.cost()));
  }

  @Override
  public synchronized List<UsageRecord> newest(int max) {
    return newest.stream().limit(max).toList();
  }

  @Override
  public synchronized Totals totals() {
    return totals;
  }

  @Override
  public long dropped() {
    return 0;
  }
}

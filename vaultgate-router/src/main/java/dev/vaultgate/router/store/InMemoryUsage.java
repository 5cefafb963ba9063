package dev.vaultgate.router.store;

import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsagePage;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The newest records, guarded by this object's monitor. Older ones are let go and counted as
 * dropped, since memory must not grow with the number of calls.
 */
final class InMemoryUsage implements UsageLog {

  private static final int KEPT_MAX = 10_000;

  private final NavigableMap<Long, UsageRecord> newest = new TreeMap<>();
  private long accepted;

  @Override
  public synchronized void accept(UsageRecord call) {
    newest.put(++accepted, call);
    if (newest.size() > KEPT_MAX) {
      newest.pollFirstEntry();
    }
  }

  @Override
  public synchronized UsagePage page(UsageQuery query, int max, @Nullable Long from) {
    Pages.check(max);
    List<UsageRecord> records = new ArrayList<>();
    for (var entry : newest.headMap(Pages.start(from), true).descendingMap().entrySet()) {
      if (query.matches(entry.getValue())) {
        if (records.size() == max) {
          return new UsagePage(records, entry.getKey());
        }
        records.add(entry.getValue());
      }
    }
    return new UsagePage(records, null);
  }

  @Override
  public synchronized Totals totals(UsageQuery query) {
    Totals totals = Totals.NONE;
    for (UsageRecord call : newest.values()) {
      totals = query.matches(call) ? totals.plus(call) : totals;
    }
    return totals;
  }

  @Override
  public synchronized long dropped() {
    return accepted - newest.size();
  }
}

package dev.vaultgate.router.store;

import dev.vaultgate.router.usage.Latency;
import dev.vaultgate.router.usage.UsageCutoff;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageMeasure;
import dev.vaultgate.router.usage.UsagePage;
import dev.vaultgate.router.usage.UsagePoint;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageRanking;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSide;
import dev.vaultgate.router.usage.UsageSpan;
import dev.vaultgate.router.usage.UsageStep;
import dev.vaultgate.router.usage.UsageSummary;
import dev.vaultgate.router.usage.UsageTotals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The newest records, guarded by this object's monitor. Older ones are let go and counted as
 * dropped, since memory must not grow with the number of calls; with them go their sums.
 */
final class InMemoryUsage implements UsageLog {

  private static final int KEPT_MAX = 10_000;

  private final NavigableMap<Long, UsageRecord> newest = new TreeMap<>();
  private final UsageNumbers numbers = new UsageNumbers();
  private long dropped;

  @Override
  public synchronized void accept(UsageRecord call) {
    while (newest.putIfAbsent(numbers.next(call.startedAt()), call) != null) {}
    if (newest.size() > KEPT_MAX) {
      newest.pollFirstEntry();
      dropped++;
    }
  }

  @Override
  public synchronized UsagePage page(UsageQuery query, int max, @Nullable Long from) {
    Pages.check(max);
    Pages.checkSearch(query);
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
  public synchronized UsageSummary summary(UsageQuery query) {
    Pages.checkSummable(query);
    UsageSpan span = UsageSpan.of(query);
    List<UsageRecord> calls = calls(query, span).toList();
    return new UsageSummary(span, totals(calls), latency(calls));
  }

  @Override
  public synchronized List<UsagePoint> series(UsageQuery query, UsageStep step) {
    Pages.checkSummable(query);
    UsageSpan span = UsageSpan.of(query, step);
    Map<Instant, List<UsageRecord>> calls =
        calls(query, span).collect(Collectors.groupingBy(call -> step.floor(call.startedAt())));
    return span.starts(step).stream()
        .map(start -> point(start, calls.getOrDefault(start, List.of())))
        .toList();
  }

  private static UsagePoint point(Instant start, List<UsageRecord> calls) {
    return new UsagePoint(start, totals(calls), latency(calls));
  }

  @Override
  public synchronized UsageRanking ranking(
      UsageQuery query, UsageSide by, UsageMeasure measure, int max) {
    Pages.checkSummable(query);
    Pages.checkPlaces(max);
    Map<String, UsageTotals> sums = new HashMap<>();
    calls(query, UsageSpan.of(query))
        .forEach(call -> sums.merge(by.of(call), UsageTotals.of(call), UsageTotals::plus));
    return UsageRanking.of(sums, measure, max);
  }

  private Stream<UsageRecord> calls(UsageQuery query, UsageSpan span) {
    UsageQuery widened = query.between(span.from(), span.until());
    return newest.values().stream().filter(widened::matches);
  }

  private static UsageTotals totals(List<UsageRecord> calls) {
    return calls.stream().map(UsageTotals::of).reduce(UsageTotals.NONE, UsageTotals::plus);
  }

  private static @Nullable Latency latency(List<UsageRecord> calls) {
    long[] slots = new long[Latency.SLOTS];
    calls.forEach(call -> slots[Latency.slot(call.millis())]++);
    return Latency.of(slots);
  }

  @Override
  public synchronized Forgetting forget(UsageCutoff cutoff) {
    return () -> forgetBefore(cutoff.records());
  }

  /** Nothing more to forget afterwards: nobody waits long for memory. */
  private synchronized boolean forgetBefore(Instant time) {
    newest.headMap(UsageNumbers.from(time), false).clear();
    return false;
  }

  @Override
  public synchronized long dropped() {
    return dropped;
  }
}

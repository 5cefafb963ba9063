package dev.vaultgate.router.store;

import dev.vaultgate.router.usage.Latency;
import dev.vaultgate.router.usage.UsageMeasure;
import dev.vaultgate.router.usage.UsagePoint;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageRanking;
import dev.vaultgate.router.usage.UsageSide;
import dev.vaultgate.router.usage.UsageSpan;
import dev.vaultgate.router.usage.UsageStep;
import dev.vaultgate.router.usage.UsageSummary;
import dev.vaultgate.router.usage.UsageTotals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Sums of usage in SQLite, added up from the rows of hours and days. */
final class UsageAnswers {

  /** The rows of the kinds that fit, in a part of the time. Kinds come first: they are fewer. */
  private static final String FROM =
      " FROM usage_kind k NOT INDEXED CROSS JOIN %s s"
          + " ON s.kind_id = k.id AND s.step >= :from AND s.step < :until WHERE %s";

  private UsageAnswers() {}

  static UsageSummary summary(Handle handle, UsageQuery query) {
    UsageSpan span = span(handle, query);
    Sums sums = new Sums();
    for (UsageSpan.Part part : span.parts()) {
      ask(
              handle,
              "SELECT " + UsageSums.TOTALS_AND_LATENCY + FROM,
              query,
              UsageConditions.scope(query),
              part)
          .map((row, context) -> sums.add(row, 1))
          .one();
    }
    return new UsageSummary(span, sums.totals, Latency.of(sums.slots));
  }

  static List<UsagePoint> series(Handle handle, UsageQuery query, UsageStep step) {
    UsageSpan span = UsageSpan.of(query, step);
    List<Instant> starts = span.starts(step);
    Map<Long, Sums> sums = new HashMap<>();
    for (UsageSpan.Part part : span.parts(step)) {
      ask(
              handle,
              "SELECT s.step, " + UsageSums.TOTALS_AND_LATENCY + FROM + " GROUP BY s.step",
              query,
              UsageConditions.scope(query),
              part)
          .map((row, context) -> sums.put(row.getLong(1), new Sums().add(row, 2)))
          .forEach(before -> {});
    }
    return starts.stream()
        .map(start -> sums.getOrDefault(step.number(start), new Sums()).point(start))
        .toList();
  }

  static UsageRanking ranking(
      Handle handle, UsageQuery query, UsageSide by, UsageMeasure measure, int max) {
    Map<String, UsageTotals> sums = new HashMap<>();
    for (UsageSpan.Part part : span(handle, query).parts()) {
      ask(
              handle,
              "SELECT k." + by.word() + ", " + UsageSums.TOTALS + FROM + " GROUP BY k.id",
              query,
              UsageConditions.scope(query, by),
              part)
          .map(
              (row, context) ->
                  sums.merge(row.getString(1), UsageSums.totals(row, 2), UsageTotals::plus))
          .forEach(total -> {});
    }
    return UsageRanking.of(sums, measure, max);
  }

  private static Query ask(
      Handle handle, String sql, UsageQuery query, UsageKind.Scope scope, UsageSpan.Part part) {
    UsageConditions conditions = UsageConditions.of(query, scope);
    return handle
        .createQuery(sql.formatted(UsageSums.table(part.step()), conditions.sql()))
        .bindMap(conditions.values())
        .bind("from", part.from())
        .bind("until", part.until());
  }

  /** The time of a query, in whole hours; in whole days where hours are forgotten. */
  private static UsageSpan span(Handle handle, UsageQuery query) {
    long hours = handle.createQuery("SELECT hours_from FROM usage_kept").mapTo(Long.class).one();
    return UsageSpan.of(query).inDaysBefore(UsageStep.HOUR.start(hours));
  }

  /** Sums of an answer, with the calls of each slot. */
  private static final class Sums {
    private final long[] slots = new long[Latency.SLOTS];
    private UsageTotals totals = UsageTotals.NONE;

    Sums add(ResultSet row, int first) throws SQLException {
      totals = totals.plus(UsageSums.totals(row, first));
      long[] more = UsageSums.slots(row, first);
      for (int i = 0; i < slots.length; i++) {
        slots[i] += more[i];
      }
      return this;
    }

    UsagePoint point(Instant start) {
      return new UsagePoint(start, totals, Latency.of(slots));
    }
  }
}

package dev.vaultgate.router.store;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.usage.Latency;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageStep;
import dev.vaultgate.router.usage.UsageTotals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sums of calls on their way to the tables of hours and days. Calls of one batch that belong to the
 * same row are added up first, so that a busy gateway writes few rows. For the writer's thread.
 */
final class UsageSums {

  private static final List<String> COLUMNS =
      List.of(
          "calls",
          "prompt_tokens",
          "completion_tokens",
          "cached_tokens",
          "cache_write_tokens",
          "reasoning_tokens",
          "cost",
          "millis",
          "first_contents",
          "first_content_millis");

  private static final List<String> SLOTS =
      IntStream.range(0, Latency.SLOTS).mapToObj(slot -> "slot_" + slot).toList();

  /** The sums over rows {@code s} of kinds {@code k}, for a query; {@link #totals} reads them. */
  static final String TOTALS = "sum(iif(k.outcome = 'ok', 0, s.calls)), " + summed(COLUMNS);

  /** The same with slots; {@link #slots} reads these. */
  static final String TOTALS_AND_LATENCY = TOTALS + ", " + summed(SLOTS);

  private static final Map<UsageStep, List<String>> ADD = statements(UsageSums::add);
  private static final Map<UsageStep, List<String>> ADD_SLOT = statements(UsageSums::addSlot);

  private final Map<Row, Sums> hours = new HashMap<>();
  private final Map<Row, Sums> days = new HashMap<>();

  private record Row(long kind, long step) {}

  /** What is added to a row. */
  private static final class Sums {
    private final long[] totals = new long[COLUMNS.size()];
    private final long[] slots = new long[Latency.SLOTS];

    void add(UsageRecord call) {
      Usage usage = call.usage();
      Long firstContent = call.firstContentMillis();
      totals[0] += 1;
      totals[1] += usage.promptTokens();
      totals[2] += usage.completionTokens();
      totals[3] += usage.cachedTokens();
      totals[4] += usage.cacheWriteTokens();
      totals[5] += usage.reasoningTokens();
      totals[6] += call.cost().nanos();
      totals[7] += call.millis();
      totals[8] += firstContent == null ? 0 : 1;
      totals[9] += firstContent == null ? 0 : firstContent;
      slots[Latency.slot(call.millis())] += 1;
    }
  }

  private static String summed(List<String> columns) {
    return columns.stream().map(name -> "sum(s." + name + ")").collect(Collectors.joining(", "));
  }

  static String table(UsageStep step) {
    return switch (step) {
      case HOUR -> "usage_hour";
      case DAY -> "usage_day";
    };
  }

  /** Adds a call to the sums of a kind. */
  void add(long kind, UsageRecord call) {
    Instant at = call.startedAt();
    hours.computeIfAbsent(new Row(kind, UsageStep.HOUR.number(at)), row -> new Sums()).add(call);
    days.computeIfAbsent(new Row(kind, UsageStep.DAY.number(at)), row -> new Sums()).add(call);
  }

  void write(Statements db) throws SQLException {
    write(db, UsageStep.HOUR, hours);
    write(db, UsageStep.DAY, days);
    forget();
  }

  /** Drops what has not been written. */
  void forget() {
    hours.clear();
    days.clear();
  }

  private static void write(Statements db, UsageStep step, Map<Row, Sums> rows)
      throws SQLException {
    for (Map.Entry<Row, Sums> row : rows.entrySet()) {
      write(db, step, row.getKey(), row.getValue());
    }
  }

  /** The totals go with the first slot, and mostly there is no other. */
  private static void write(Statements db, UsageStep step, Row row, Sums sums) throws SQLException {
    boolean isFirst = true;
    for (int slot = 0; slot < Latency.SLOTS; slot++) {
      long calls = sums.slots[slot];
      if (calls > 0 && isFirst) {
        isFirst = false;
        db.run(Objects.requireNonNull(ADD.get(step)).get(slot), values(row, sums.totals, calls));
      } else if (calls > 0) {
        db.run(Objects.requireNonNull(ADD_SLOT.get(step)).get(slot), calls, row.kind(), row.step());
      }
    }
  }

  private static Object[] values(Row row, long[] totals, long calls) {
    Object[] values = new Object[totals.length + 3];
    values[0] = row.kind();
    values[1] = row.step();
    for (int i = 0; i < totals.length; i++) {
      values[i + 2] = totals[i];
    }
    values[totals.length + 2] = calls;
    return values;
  }

  /** Statements by step and slot. */
  private static Map<UsageStep, List<String>> statements(
      BiFunction<String, String, String> statement) {
    Map<UsageStep, List<String>> statements = new EnumMap<>(UsageStep.class);
    for (UsageStep step : UsageStep.values()) {
      statements.put(step, SLOTS.stream().map(slot -> statement.apply(table(step), slot)).toList());
    }
    return statements;
  }

  private static String add(String table, String slot) {
    List<String> columns = Stream.concat(COLUMNS.stream(), Stream.of(slot)).toList();
    return "INSERT INTO %s (kind_id, step, %s) VALUES (?, ?%s)"
            .formatted(table, String.join(", ", columns), ", ?".repeat(columns.size()))
        + " ON CONFLICT (kind_id, step) DO UPDATE SET "
        + columns.stream()
            .map(name -> name + " = " + name + " + excluded." + name)
            .collect(Collectors.joining(", "));
  }

  private static String addSlot(String table, String slot) {
    return "UPDATE %1$s SET %2$s = %2$s + ? WHERE kind_id = ? AND step = ?".formatted(table, slot);
  }

  /**
   * The totals in a row of a query.
   *
   * @param first the column at which they begin
   */
  static UsageTotals totals(ResultSet row, int first) throws SQLException {
    return new UsageTotals(
        row.getLong(first + 1),
        row.getLong(first),
        row.getLong(first + 2),
        row.getLong(first + 3),
        row.getLong(first + 4),
        row.getLong(first + 5),
        row.getLong(first + 6),
        Money.nanos(row.getLong(first + 7)),
        row.getLong(first + 8),
        row.getLong(first + 9),
        row.getLong(first + 10));
  }

  /**
   * The calls of each slot in a row of a query.
   *
   * @param first the column at which the totals begin
   */
  static long[] slots(ResultSet row, int first) throws SQLException {
    long[] slots = new long[Latency.SLOTS];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = row.getLong(first + 1 + COLUMNS.size() + i);
    }
    return slots;
  }
}

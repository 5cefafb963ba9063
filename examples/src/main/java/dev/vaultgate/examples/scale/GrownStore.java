package dev.vaultgate.examples.scale;

import dev.vaultgate.router.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a store with very many calls: some by the library's own interfaces, and those again and
 * again for the time before, by SQL, which is ten times as fast.
 */
final class GrownStore {

  private static final long WRITTEN_MAX = 100_000;
  private static final int AT_ONCE = 2_000;
  private static final int SECONDS_OF_HOUR = 3_600;

  /** A number of a record holds its time in milliseconds, above so many bits. */
  private static final int NUMBER_BITS = 20;

  @SuppressWarnings("InlineFormatString") // It reads better as a statement of its own.
  private static final String AGAIN =
      """
      INSERT INTO usage_record (id, kind_id, request_id, attempts, stream, prompt_tokens,
        completion_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, usage_source, cost,
        rates, millis, first_content_millis, bytes_in, bytes_out)
      SELECT id - (%1$d << %2$d), kind_id, printf('%%016x%%08x', (id >> %2$d) - %1$d, %3$d), attempts, stream,
        prompt_tokens, completion_tokens, cached_tokens, cache_write_tokens, reasoning_tokens,
        usage_source, cost, rates, millis, first_content_millis, bytes_in, bytes_out
      FROM usage_record WHERE id > %4$d ORDER BY id
      """;

  private GrownStore() {}

  /** Makes it, with at least so many calls. */
  static void make(Path file, long seed, long count) throws SQLException {
    long written = Math.min(count, WRITTEN_MAX);
    long times = (count + written - 1) / written;
    // Whole hours, since sums are kept by the hour.
    long hours = Math.max(1, Calls.SPAN.dividedBy(times).toHours());
    Duration span = Duration.ofHours(hours);
    try (Store store = Store.sqlite(file)) {
      Calls calls = new Calls(seed, Calls.UNTIL.minus(span), span, written);
      for (long i = 1; i <= written; i++) {
        store.usage().accept(calls.next());
        if (i % AT_ONCE == 0 || i == written) {
          store.usage().newest(1); // Waits for those on their way: more would be dropped.
        }
      }
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      multiply(statement, times, span);
    }
  }

  private static void multiply(Statement statement, long times, Duration span) throws SQLException {
    statement.execute("PRAGMA synchronous = OFF");
    List<String> indexes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'usage_record'"
                + " AND sql IS NOT NULL")) {
      while (rows.next()) {
        names.add(rows.getString(1));
        indexes.add(rows.getString(2));
      }
    }
    for (String name : names) {
      statement.execute("DROP INDEX " + name);
    }
    long first;
    try (ResultSet row = statement.executeQuery("SELECT min(id) - 1 FROM usage_record")) {
      first = row.getLong(1);
    }
    String hourly = sumsAgain(statement, "usage_hour");
    for (long back = 1; back < times; back++) {
      statement.execute(AGAIN.formatted(back * span.toMillis(), NUMBER_BITS, back, first));
      statement.execute(hourly.formatted(back * span.toHours(), step(span)));
    }
    for (String index : indexes) {
      statement.execute(index);
    }
  }

  /** The first hour that was written. */
  private static long step(Duration span) {
    return Calls.UNTIL.minus(span).getEpochSecond() / SECONDS_OF_HOUR;
  }

  /** What copies all sums of the hours that were written to hours before. */
  private static String sumsAgain(Statement statement, String table) throws SQLException {
    List<String> columns = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
      while (rows.next()) {
        columns.add(rows.getString("name"));
      }
    }
    String all = String.join(", ", columns);
    return "INSERT OR IGNORE INTO %s (%s) SELECT %s FROM %s WHERE step >= %%2$d"
        .formatted(table, all, all.replace("step", "step - %1$d"), table);
  }
}

package dev.vaultgate.router.store;

import dev.vaultgate.router.time.SystemTime;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What happens when a store is opened: it gets a number by which its claims and holds are known.
 */
final class SqliteBoot {

  /** As long as the longest release of a crash before this one. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private SqliteBoot() {}

  /**
   * How a store was opened.
   *
   * @param id of this opening
   * @param startedAt when, in milliseconds since 1970
   * @param lastTransfer the highest number of a transfer so far
   * @param lastDay the last day that anything was used on, in days since 1970
   */
  record Begun(long id, long startedAt, long lastTransfer, long lastDay) {}

  static Begun begin(SqliteWriter writer, SystemTime time) {
    return writer.write(db -> begin(db, time.now()), PATIENCE, late -> {});
  }

  private static Begun begin(Statements db, Instant now) throws SQLException {
    long id = count(db, "SELECT coalesce(max(id), 0) + 1 FROM boot");
    db.run(
        "INSERT INTO boot (id, started_at, seen_at) VALUES (?1, ?2, ?2)", id, now.toEpochMilli());
    long lastTransfer = count(db, "SELECT coalesce(max(id), 0) FROM transfer");
    long lastDay = count(db, "SELECT coalesce(max(day), 0) FROM allowance");
    return new Begun(id, now.toEpochMilli(), lastTransfer, lastDay);
  }

  /** Whether there was such an opening of this very store. */
  static boolean knows(Statements db, long id, long startedAt) throws SQLException {
    return db.number("SELECT 1 FROM boot WHERE id = ? AND started_at = ?", id, startedAt) != null;
  }

  private static long count(Statements db, String sql) throws SQLException {
    return Objects.requireNonNull(db.number(sql));
  }

  /** Notes that this opening is still in use. */
  static int seen(Statements db, long id, Instant now) throws SQLException {
    return db.run("UPDATE boot SET seen_at = ? WHERE id = ?", now.toEpochMilli(), id);
  }
}

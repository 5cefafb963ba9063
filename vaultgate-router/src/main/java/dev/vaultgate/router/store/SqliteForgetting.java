package dev.vaultgate.router.store;

import dev.vaultgate.router.usage.UsageCutoff;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageStep;
import java.sql.SQLException;

/**
 * Forgets old usage in SQLite: records first, then sums, kind by kind, as they lie. A step changes
 * some hundred rows at most, so that no hold waits long behind it.
 */
final class SqliteForgetting implements UsageLog.Forgetting {

  /** How many rows go in one step, about. */
  private static final int ROWS_AT_ONCE = 200;

  /** How many kinds are looked at in one step. */
  private static final int KINDS_AT_ONCE = 200;

  /** How many hours or days of a kind go at once; each has a row for each slot of latency. */
  private static final int STEPS_AT_ONCE = 12;

  private static final long END = -1;

  private final SqliteWriter writer;
  private final UsageRows rows;
  private final UsageCutoff cutoff;
  private boolean recordsAreGone;

  /** The kind whose sums are seen to next, or one before it. */
  private long kind;

  SqliteForgetting(SqliteWriter writer, UsageRows rows, UsageCutoff cutoff) {
    this.writer = writer;
    this.rows = rows;
    this.cutoff = cutoff;
  }

  @Override
  public boolean step() {
    if (!recordsAreGone) {
      recordsAreGone = writer.write(this::forgetRecords) < ROWS_AT_ONCE;
      return true;
    }
    long next = writer.write(this::forgetSums);
    boolean more = next != END;
    kind = more ? next : kind;
    return more;
  }

  private int forgetRecords(Statements db) throws SQLException {
    // Before the first sum goes, so that nobody adds up hours of which some are missing.
    db.run("UPDATE usage_kept SET hours_from = max(hours_from, ?)", hour());
    return db.run(
        "DELETE FROM usage_record WHERE id IN"
            + " (SELECT id FROM usage_record WHERE id < ? ORDER BY id LIMIT ?)",
        UsageNumbers.from(cutoff.records()),
        (long) ROWS_AT_ONCE);
  }

  /** Where to go on, or {@link #END}. */
  private long forgetSums(Statements db) throws SQLException {
    long current = kind;
    int gone = 0;
    for (int kinds = 0; kinds < KINDS_AT_ONCE && gone < ROWS_AT_ONCE; kinds++) {
      Long next = db.number("SELECT min(id) FROM usage_kind WHERE id > ?", current);
      if (next == null) {
        return END;
      }
      int hours = forget(db, UsageStep.HOUR, next, hour());
      int days = forget(db, UsageStep.DAY, next, UsageStep.DAY.number(cutoff.days()));
      gone += hours + days;
      if (hours + days == 0) {
        forgetKind(db, next);
        current = next;
      }
    }
    return current;
  }

  private long hour() {
    return UsageStep.HOUR.number(cutoff.hours());
  }

  /** Forgets the oldest sums of a kind; how many rows they were. */
  private static int forget(Statements db, UsageStep step, long kind, long before)
      throws SQLException {
    String table = UsageSums.table(step);
    Long oldest = db.number("SELECT min(step) FROM " + table + " WHERE kind_id = ?", kind);
    if (oldest == null || oldest >= before) {
      return 0;
    }
    return db.run(
        "DELETE FROM " + table + " WHERE kind_id = ? AND step < ?",
        kind,
        Math.min(before, oldest + STEPS_AT_ONCE));
  }

  /** Forgets a kind of which nothing is left. */
  private void forgetKind(Statements db, long number) throws SQLException {
    int gone =
        db.run(
            "DELETE FROM usage_kind WHERE id = ?1"
                + " AND NOT EXISTS (SELECT 1 FROM usage_day WHERE kind_id = ?1)"
                + " AND NOT EXISTS (SELECT 1 FROM usage_hour WHERE kind_id = ?1)"
                + " AND NOT EXISTS (SELECT 1 FROM usage_record WHERE kind_id = ?1)",
            number);
    if (gone > 0) {
      rows.forget();
    }
  }
}

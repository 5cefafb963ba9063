package dev.vaultgate.router.store;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a store is opened: it gets a number by which its holds are known, and the holds
 * of the processes before it, which nobody will settle any more, expire. They are released in full,
 * and their calls are recorded as interrupted.
 */
final class SqliteBoot {

  private static final String ABANDONED =
      "SELECT h.*,"
          + " coalesce(a.id, k.id) AS owner, coalesce(a.name, k.name) AS account"
          + " FROM hold h LEFT JOIN account a ON a.id = h.account_id"
          + " LEFT JOIN api_key key ON key.id = h.key_id LEFT JOIN account k ON k.id = key.account_id"
          + " WHERE h.boot_id < ? ORDER BY h.id LIMIT 1";

  /** Of a crash under the greatest load that was ever measured, a tenth is enough. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private SqliteBoot() {}

  /**
   * How a store was opened.
   *
   * @param id of this opening
   * @param lastTransfer the highest number of a hold or transfer so far
   * @param lastDay the last day that anything was used on, in days since 1970
   */
  record Begun(long id, long lastTransfer, long lastDay) {}

  static Begun begin(SqliteWriter writer, SystemTime time) {
    return writer.write(db -> begin(db, time.now()), PATIENCE, late -> {});
  }

  private static Begun begin(Statements db, Instant now) throws SQLException {
    long id = count(db, "SELECT coalesce(max(id), 0) + 1 FROM boot");
    db.run(
        "INSERT INTO boot (id, started_at, seen_at) VALUES (?1, ?2, ?2)", id, now.toEpochMilli());
    long lastHold = count(db, "SELECT coalesce(max(id), 0) FROM hold");
    long lastTransfer = count(db, "SELECT coalesce(max(id), 0) FROM transfer");
    long lastDay = count(db, "SELECT coalesce(max(day), 0) FROM allowance");
    return new Begun(id, Math.max(lastHold, lastTransfer), lastDay);
  }

  /** Releases the holds of earlier openings; how many they were. */
  static int release(SqliteWriter writer, SqliteLedger ledger, SqliteUsage usage, long boot) {
    return writer.write(db -> release(db, ledger, usage, boot), PATIENCE, late -> {});
  }

  private static int release(Statements db, SqliteLedger ledger, SqliteUsage usage, long boot)
      throws SQLException {
    SqliteClaims.free(db, boot);
    int released = 0;
    Abandoned abandoned = db.first(ABANDONED, SqliteBoot::read, boot);
    while (abandoned != null) {
      ledger.expire(db, abandoned.hold());
      usage.insert(db, abandoned.call());
      released++;
      abandoned = db.first(ABANDONED, SqliteBoot::read, boot);
    }
    return released;
  }

  private static long count(Statements db, String sql) throws SQLException {
    return Objects.requireNonNull(db.number(sql));
  }

  /** Notes that this opening is still in use. */
  static int seen(Statements db, long id, Instant now) throws SQLException {
    return db.run("UPDATE boot SET seen_at = ? WHERE id = ?", now.toEpochMilli(), id);
  }

  private record Abandoned(Hold hold, UsageRecord call) {}

  private static Abandoned read(ResultSet row) throws SQLException {
    HoldRequest request =
        new HoldRequest(
            row.getString("request_id"),
            row.getString("model"),
            new Payer(
                KeyRows.number(row, "account_id"),
                row.getString("project_id"),
                row.getString("key_id")),
            Money.nanos(row.getLong("amount")),
            row.getLong("tokens"));
    return new Abandoned(
        new Hold(row.getLong("id"), request),
        interrupted(
            request,
            row.getLong("owner"),
            row.getString("account"),
            Instant.ofEpochMilli(row.getLong("held_at"))));
  }

  /** What is known of a call that ended with its process. */
  private static UsageRecord interrupted(
      HoldRequest request, long accountId, @Nullable String account, Instant startedAt) {
    String key = request.payer().keyId();
    String project = request.payer().projectId();
    return new UsageRecord(
        request.requestId(),
        startedAt,
        key == null ? "" : key,
        accountId,
        account == null ? "" : account,
        project == null ? "" : project,
        ModelType.ofId(request.model()).orElse(ModelType.TEXT),
        request.model(),
        "",
        "",
        "",
        false,
        Outcome.INTERRUPTED,
        0,
        "",
        Usage.NONE,
        UsageSource.NONE,
        Money.ZERO,
        "",
        0,
        null,
        0,
        0);
  }
}

package dev.vaultgate.router.store;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.ImagesMade;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds that nobody will settle any more: those of processes that have ended, and in this one those
 * that no call has, which only a defect could leave behind. They are released in full, and their
 * calls are recorded as interrupted.
 */
final class DeadHolds {

  private static final String NEXT =
      "SELECT h.*,"
          + " coalesce(a.id, k.id) AS owner, coalesce(a.name, k.name) AS account"
          + " FROM hold h LEFT JOIN account a ON a.id = h.account_id"
          + " LEFT JOIN api_key key ON key.id = h.key_id LEFT JOIN account k ON k.id = key.account_id"
          + " WHERE h.boot_id BETWEEN ? AND ? AND h.id BETWEEN ? AND ? ORDER BY h.id LIMIT 1";

  /** Of a crash under the greatest load that was ever measured, a tenth is enough. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final SqliteWriter writer;
  private final SqliteLedger ledger;
  private final SqliteUsage usage;
  private final long boot;

  /**
   * @param boot the number of this opening of the store
   */
  DeadHolds(SqliteWriter writer, SqliteLedger ledger, SqliteUsage usage, long boot) {
    this.writer = writer;
    this.ledger = ledger;
    this.usage = usage;
    this.boot = boot;
  }

  /** Releases the holds of earlier openings; how many they were. */
  int releaseOfEarlier() {
    return writer.write(
        db -> {
          SqliteClaims.free(db, boot);
          return release(db, 0, boot - 1, Long.MAX_VALUE, id -> false);
        },
        PATIENCE,
        late -> {});
  }

  /** Releases what this opening has held until then and no call has; how many they were. */
  int release(long upTo, LongPredicate lives) {
    // What is owed and cannot be written has ended, and will be settled.
    return writer.owed() > 0 ? 0 : writer.write(db -> release(db, boot, boot, upTo, lives));
  }

  private int release(Statements db, long bootFrom, long bootTo, long upTo, LongPredicate lives)
      throws SQLException {
    int released = 0;
    long from = 0;
    Abandoned next = db.first(NEXT, DeadHolds::read, bootFrom, bootTo, from, upTo);
    while (next != null) {
      if (!lives.test(next.hold().id())) {
        ledger.expire(db, next.hold());
        usage.insert(db, next.call());
        released++;
      }
      from = next.hold().id() + 1;
      next = db.first(NEXT, DeadHolds::read, bootFrom, bootTo, from, upTo);
    }
    return released;
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
        ImagesMade.NONE,
        UsageSource.NONE,
        Money.ZERO,
        "",
        0,
        null,
        0,
        0);
  }
}

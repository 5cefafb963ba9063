package dev.vaultgate.router.store;

import dev.vaultgate.api.Usage;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.ImagesMade;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.usage.Outcome;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.router.usage.UsageSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds that nobody will settle any more: those of processes that have ended, and in this one those
 * that no call has, which only a defect could leave behind. They are released in full, and their
 * calls are recorded as interrupted. What such a process had ended, and not yet told the database,
 * is told it.
 */
final class DeadHolds {

  private static final Logger LOG = LoggerFactory.getLogger(DeadHolds.class);

  private static final String OWNER =
      "SELECT coalesce(a.id, k.id, 0), coalesce(a.name, k.name, '')"
          + " FROM (SELECT ?1 AS account_id, ?2 AS key_id) h"
          + " LEFT JOIN account a ON a.id = h.account_id"
          + " LEFT JOIN api_key key ON key.id = h.key_id LEFT JOIN account k ON k.id = key.account_id";

  /** Of a crash under the greatest load that was ever measured, a tenth is enough. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final SqliteWriter writer;
  private final Books books;
  private final Tally tally;
  private final SqliteLedger ledger;
  private final HoldEnds ends;
  private final SystemTime time;

  DeadHolds(
      SqliteWriter writer,
      Books books,
      Tally tally,
      SqliteLedger ledger,
      HoldEnds ends,
      SystemTime time) {
    this.writer = writer;
    this.books = books;
    this.tally = tally;
    this.ledger = ledger;
    this.ends = ends;
    this.time = time;
  }

  /**
   * Ends what earlier openings have left.
   *
   * @param boot the number of this opening
   * @return how many holds were released
   */
  int end(HoldJournal.Left left, long boot) {
    return writer.write(
        db -> {
          SqliteClaims.free(db, boot);
          if (left.calls().isEmpty()) {
            return 0;
          }
          if (!SqliteBoot.knows(db, left.boot(), left.startedAt())) {
            LOG.warn("the file of holds belongs to another store; it is begun anew");
            return 0;
          }
          int released = 0;
          for (HoldJournal.Found found : left.calls()) {
            released += end(db, found);
          }
          return released;
        },
        PATIENCE,
        late -> {});
  }

  private int end(Statements db, HoldJournal.Found found) throws SQLException {
    Hold hold = found.hold();
    if (Transfers.ended(db, hold.id()) != null) {
      return 0;
    }
    Long account = hold.request().payer().accountId();
    if (account != null && db.number("SELECT 1 FROM account WHERE id = ?", account) == null) {
      LOG.warn("a call of account {}, which is not in this store, is left out", account);
      return 0;
    }
    HoldEnd end = found.end();
    if (end == null) {
      UsageRecord call = interrupted(db, hold, found.heldAt());
      ends.write(db, HoldEnd.expired(hold, time.today().toEpochDay(), now(), call));
      return 1;
    }
    ends.write(db, account == null ? end : end.within(tally.left(db, account)));
    return 0;
  }

  /** Releases what this opening has held until then and no call has; how many they were. */
  int release(long upTo, LongPredicate lives) {
    int released = 0;
    for (OpenHold opened : books.open()) {
      long id = opened.hold().id();
      if (id <= upTo && !lives.test(id)) {
        UsageRecord call = writer.ask(db -> interrupted(db, opened.hold(), opened.heldAt()));
        released += ledger.expire(opened, call) ? 1 : 0;
      }
    }
    return released;
  }

  private long now() {
    return time.now().toEpochMilli();
  }

  private record Owner(long accountId, String account) {}

  private static UsageRecord interrupted(Statements db, Hold hold, long heldAt)
      throws SQLException {
    Payer payer = hold.request().payer();
    Owner owner =
        db.first(
            OWNER,
            row -> new Owner(row.getLong(1), row.getString(2)),
            payer.accountId(),
            payer.keyId());
    return interrupted(hold.request(), Objects.requireNonNull(owner), Instant.ofEpochMilli(heldAt));
  }

  /** What is known of a call that ended with its process. */
  private static UsageRecord interrupted(HoldRequest request, Owner owner, Instant startedAt) {
    String key = request.payer().keyId();
    String project = request.payer().projectId();
    return new UsageRecord(
        request.requestId(),
        startedAt,
        key == null ? "" : key,
        owner.accountId(),
        owner.account(),
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

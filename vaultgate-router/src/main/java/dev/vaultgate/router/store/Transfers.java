package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.EntryKind;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Settlement;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The rows that the ledger's money moves by. They are only ever added. For the writer's thread,
 * which alone gives them numbers; the store's lock keeps other processes from it.
 */
final class Transfers {

  /** How a hold ends without a charge. */
  enum Ending {
    RELEASE,
    EXPIRE;

    private final String sql =
        "INSERT INTO transfer (id, kind, account_id, project_id, key_id, amount, held, request_id,"
            + " at) VALUES (?, '%s', ?, ?, ?, 0, ?, ?, ?)"
                .formatted(name().toLowerCase(Locale.ROOT));
  }

  /** The writer's thread alone changes it. */
  private volatile long last;

  /**
   * @param last the highest number of a hold or transfer so far
   */
  Transfers(long last) {
    this.last = last;
  }

  /** The number of the next hold or transfer. */
  long next() {
    long next = last + 1;
    last = next;
    return next;
  }

  /** The highest number so far. */
  long last() {
    return last;
  }

  /**
   * Adds the end of a hold with what was charged for it.
   *
   * @param charged as much of the charge's cost as could be
   * @param day in whose budgets it counts
   */
  void charge(Statements db, Hold hold, Money charged, Charge charge, long now, long day)
      throws SQLException {
    Payer payer = hold.request().payer();
    db.run(
        "INSERT INTO transfer (id, kind, account_id, project_id, key_id, amount, held, request_id,"
            + " at, tokens, price_version, day)"
            + " VALUES (?, 'charge', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        hold.id(),
        payer.accountId(),
        payer.projectId(),
        payer.keyId(),
        charged.nanos(),
        hold.amount().nanos(),
        hold.request().requestId(),
        now,
        charge.tokens(),
        charge.priceVersion(),
        day);
  }

  /** Adds the end of a hold for which nothing is charged. */
  void end(Statements db, Hold hold, Ending ending, long now) throws SQLException {
    Payer payer = hold.request().payer();
    db.run(
        ending.sql,
        hold.id(),
        payer.accountId(),
        payer.projectId(),
        payer.keyId(),
        hold.amount().nanos(),
        hold.request().requestId(),
        now);
  }

  /** Adds what could not be charged of a call, unless it is nothing or was added before. */
  void lose(Statements db, Hold hold, Charge charge, Money loss, long now) throws SQLException {
    if (!loss.isZero()) {
      Payer payer = hold.request().payer();
      db.run(
          "INSERT INTO transfer (id, kind, account_id, project_id, key_id, amount, hold_id,"
              + " request_id, at, price_version) VALUES (?, 'loss', ?, ?, ?, ?, ?, ?, ?, ?)"
              + " ON CONFLICT (hold_id) WHERE kind = 'loss' DO NOTHING",
          next(),
          payer.accountId(),
          payer.projectId(),
          payer.keyId(),
          loss.nanos(),
          hold.id(),
          hold.request().requestId(),
          now,
          charge.priceVersion());
    }
  }

  /** Adds what gave an account credit, or took it back. */
  void enter(
      Statements db,
      EntryKind kind,
      long account,
      Money amount,
      String reference,
      String note,
      long now)
      throws SQLException {
    db.run(
        "INSERT INTO transfer (id, kind, account_id, amount, reference, note, at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        next(),
        kind.word(),
        account,
        amount.nanos(),
        reference,
        note,
        now);
  }

  /** How a hold ended and what was charged for it, or null when it has not ended. */
  static @Nullable Ended ended(Statements db, long hold) throws SQLException {
    return db.first(
        "SELECT e.kind, e.amount, coalesce(l.amount, 0) FROM transfer e"
            + " LEFT JOIN transfer l ON l.kind = 'loss' AND l.hold_id = e.id WHERE e.id = ?",
        row ->
            new Ended(
                row.getString(1).equals("expire"),
                new Settlement(Money.nanos(row.getLong(2)), Money.nanos(row.getLong(3)))),
        hold);
  }

  /**
   * How a hold ended.
   *
   * @param expired whether its process had ended
   */
  record Ended(boolean expired, Settlement settlement) {}
}

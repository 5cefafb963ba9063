package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.EntryKind;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.time.SystemTime;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Credit that comes in or is taken back, as a part of a transaction: what redeems a code or takes a
 * payment moves credit in the same one. For the writer's thread.
 */
final class SqliteCredit {

  private final Tally tally;
  private final Transfers transfers;
  private final SystemTime time;

  SqliteCredit(Tally tally, Transfers transfers, SystemTime time) {
    this.tally = tally;
    this.transfers = transfers;
    this.time = time;
  }

  /** What became of a wish to move credit. */
  enum Outcome {
    NEW,
    KNOWN,
    /** The reference names something else. */
    OTHER,
    TOO_MUCH,
    TOO_LITTLE,
    NO_ACCOUNT
  }

  /**
   * What was done.
   *
   * @param amount by how much the credit changed, or, if there is too little, how much there is
   */
  record Moved(Outcome outcome, Money amount) {

    static Moved nothing(Outcome outcome) {
      return new Moved(outcome, Money.ZERO);
    }

    boolean isNew() {
      return outcome == Outcome.NEW;
    }
  }

  /** Gives credit, once for each reference. */
  Moved topUp(Statements db, long account, Money amount, String reference, String note)
      throws SQLException {
    Entered before = entered(db, reference);
    if (before == null) {
      return give(db, EntryKind.TOPUP, account, amount, reference, note);
    }
    return new Moved(
        before.equals(new Entered(EntryKind.TOPUP, account, amount))
            ? Outcome.KNOWN
            : Outcome.OTHER,
        amount);
  }

  /** Gives credit or takes it back, once for each reference. */
  Moved correct(Statements db, Correction correction) throws SQLException {
    Entered before = entered(db, correction.reference());
    if (before != null) {
      boolean isSame =
          before.kind == correction.kind()
              && before.account == correction.accountId()
              && correction.mayHaveMoved(before.amount);
      return new Moved(isSame ? Outcome.KNOWN : Outcome.OTHER, before.amount);
    }
    return correction.amount().isNegative()
        ? take(db, correction)
        : give(
            db,
            EntryKind.CORRECTION,
            correction.accountId(),
            correction.amount(),
            correction.reference(),
            correction.note());
  }

  private Moved give(
      Statements db, EntryKind kind, long account, Money amount, String reference, String note)
      throws SQLException {
    if (db.run(
            "UPDATE balance SET available = available + ?1"
                + " WHERE account_id = ?2 AND available + used <= ?3 - ?1",
            amount.nanos(),
            account,
            LedgerRules.GIVEN_MAX.nanos())
        == 0) {
      return Moved.nothing(
          db.number("SELECT 1 FROM account WHERE id = ?", account) == null
              ? Outcome.NO_ACCOUNT
              : Outcome.TOO_MUCH);
    }
    tally.gave(account, amount);
    transfers.enter(db, kind, account, amount, reference, note, now());
    return new Moved(Outcome.NEW, amount);
  }

  private Moved take(Statements db, Correction correction) throws SQLException {
    long account = correction.accountId();
    Long stored = db.number("SELECT available FROM balance WHERE account_id = ?", account);
    if (stored == null) {
      return Moved.nothing(Outcome.NO_ACCOUNT);
    }
    Money amount = tally.take(correction, Money.nanos(stored)).orElse(null);
    if (amount == null) {
      return new Moved(Outcome.TOO_LITTLE, tally.available(account, Money.nanos(stored)));
    }
    db.run(
        "UPDATE balance SET available = available + ? WHERE account_id = ?",
        amount.nanos(),
        account);
    transfers.enter(
        db,
        EntryKind.WITHDRAWAL,
        account,
        amount.negated(),
        correction.reference(),
        correction.note(),
        now());
    return new Moved(Outcome.NEW, amount);
  }

  /** An entry of before, with the amount by which it changed the credit. */
  private record Entered(EntryKind kind, long account, Money amount) {}

  private static @Nullable Entered entered(Statements db, String reference) throws SQLException {
    return db.first(
        "SELECT kind, account_id, iif(from_side = 'available', -amount, amount) FROM transfer"
            + " WHERE reference = ?",
        row ->
            new Entered(
                EntryKind.parse(row.getString(1)), row.getLong(2), Money.nanos(row.getLong(3))),
        reference);
  }

  private long now() {
    return time.now().toEpochMilli();
  }
}

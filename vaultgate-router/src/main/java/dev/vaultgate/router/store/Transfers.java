package dev.vaultgate.router.store;

import java.sql.SQLException;

/** The rows that the ledger's money moves by. They are only ever added. */
final class Transfers {

  static final Kind HOLD = new Kind("hold", "available", "held");
  static final Kind CHARGE = new Kind("charge", "held", "revenue");
  static final Kind RETURN = new Kind("return", "held", "available");

  /** What was used beyond the hold and is there. */
  static final Kind OVERRUN = new Kind("overrun", "available", "revenue");

  /** What was used beyond the hold and is not there. */
  static final Kind LOSS = new Kind("loss", "operator_loss", "revenue");

  /** What was used under a hold that had expired. There is one for a hold at most. */
  static final Kind LATE = new Kind("late", "operator_loss", "revenue");

  /** A kind of transfer, and between which sides it moves. */
  record Kind(String name, String from, String to) {}

  private Transfers() {}

  /** Adds a transfer of a hold's money, unless there is nothing to move. */
  static void add(Statements db, Kind kind, long account, long amount, long hold, long now)
      throws SQLException {
    if (amount > 0) {
      db.run(
          "INSERT INTO transfer (kind, account_id, from_side, to_side, amount, hold_id, at)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?)"
              + " ON CONFLICT (hold_id) WHERE kind = 'late' DO NOTHING",
          kind.name(),
          account,
          kind.from(),
          kind.to(),
          amount,
          hold,
          now);
    }
  }

  static void addTopUp(
      Statements db, long account, long amount, String reference, String note, long now)
      throws SQLException {
    db.run(
        "INSERT INTO transfer (kind, account_id, from_side, to_side, amount, reference, note, at)"
            + " VALUES ('topup', ?, 'topup', 'available', ?, ?, ?, ?)",
        account,
        amount,
        reference,
        note,
        now);
  }
}

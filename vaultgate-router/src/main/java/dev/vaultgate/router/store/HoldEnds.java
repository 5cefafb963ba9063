package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.idempotency.Claim;
import java.sql.SQLException;

/**
 * Writes how holds ended, in the open transaction: the transfer, what was used, the call's record,
 * and the end of its claim. For the writer's thread.
 */
final class HoldEnds {

  private final Transfers transfers;
  private final Tally tally;
  private final SqliteUsage usage;
  private final SqliteClaims claims;

  HoldEnds(Transfers transfers, Tally tally, SqliteUsage usage, SqliteClaims claims) {
    this.transfers = transfers;
    this.tally = tally;
    this.usage = usage;
    this.claims = claims;
  }

  void write(Statements db, HoldEnd end) throws SQLException {
    Hold hold = end.hold();
    transfers.end(db, end);
    switch (end.kind()) {
      case CHARGE -> {
        tally.use(
            db,
            hold.request().payer(),
            end.settlement().charged(),
            end.charge().tokens(),
            end.day());
        endClaim(db, end);
      }
      case RELEASE -> endClaim(db, end);
      case EXPIRE -> SqliteClaims.freeOf(db, hold.id());
    }
    if (end.call() != null) {
      usage.insert(db, end.call());
    }
  }

  private void endClaim(Statements db, HoldEnd end) throws SQLException {
    Claim claim = end.hold().request().claim();
    if (claim != null) {
      claims.end(db, claim, end.charge().remembered());
    }
  }
}

package dev.vaultgate.router.store;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.EntryPage;
import dev.vaultgate.router.credit.EntryQuery;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.KeySpending;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.store.SqliteCredit.Moved;
import dev.vaultgate.router.time.SystemTime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in SQLite. Credit is tested and taken in one piece of work on the one thread that
 * writes; a hold goes once, and only the work that finds it there moves money.
 */
final class SqliteLedger implements Ledger {

  /** A caller whose answer is there waits no longer for a disk that is in trouble. */
  private static final Duration SETTLE_PATIENCE = Duration.ofSeconds(1);

  private final SqliteWriter writer;
  private final SqliteReads reads;
  private final SystemTime time;
  private final long boot;
  private final Tally tally;
  private final Transfers transfers;
  private final SqliteCredit credit;

  /**
   * @param boot names this process in the holds that it opens
   */
  SqliteLedger(
      SqliteWriter writer,
      SqliteReads reads,
      SystemTime time,
      long boot,
      Tally tally,
      Transfers transfers) {
    this.writer = writer;
    this.reads = reads;
    this.time = time;
    this.boot = boot;
    this.tally = tally;
    this.transfers = transfers;
    this.credit = new SqliteCredit(tally, transfers, time);
  }

  /** Credit that comes in as a part of other work. */
  SqliteCredit credit() {
    return credit;
  }

  /** What came of asking for a hold: its id, or the words that refuse it. */
  private record Answer(long holdId, @Nullable BillingException refusal) {}

  @Override
  public Hold hold(HoldRequest request) {
    if (request.isNothing()) {
      return new Hold(0, request);
    }
    // When the caller has lost patience, nobody will settle the hold.
    Answer answer =
        writer.write(
            db -> hold(db, request), late -> releaseLater(new Hold(late.holdId(), request)));
    if (answer.refusal() != null) {
      throw answer.refusal();
    }
    return new Hold(answer.holdId(), request);
  }

  private Answer hold(Statements db, HoldRequest request) throws SQLException {
    BillingException refusal = refusal(db, request);
    if (refusal != null) {
      return new Answer(0, refusal);
    }
    long id = transfers.next();
    db.run(
        "INSERT INTO hold (id, request_id, model, account_id, key_id, amount, boot_id, held_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        request.requestId(),
        request.model(),
        request.accountId(),
        request.keyId(),
        request.amount().nanos(),
        boot,
        now());
    tally.hold(db, request);
    return new Answer(id, null);
  }

  private @Nullable BillingException refusal(Statements db, HoldRequest request)
      throws SQLException {
    Money available = available(db, request);
    if (available != null && available.compareTo(request.amount()) < 0) {
      return LedgerRules.accountRefuses(available, request.amount());
    }
    Money left = leftOfCap(db, request);
    if (left != null && left.compareTo(request.amount()) < 0) {
      return LedgerRules.keyRefuses(left, request.amount());
    }
    return null;
  }

  /** What the account has that pays for a call, or null where none does. */
  private @Nullable Money available(Statements db, HoldRequest request) throws SQLException {
    return request.accountId() == null ? null : tally.available(db, request.accountId());
  }

  /** What is left of the cap that a call counts towards, or null where there is none. */
  private @Nullable Money leftOfCap(Statements db, HoldRequest request) throws SQLException {
    return request.keyId() == null ? null : tally.leftOfCap(db, request.keyId());
  }

  @Override
  public Settlement settle(Hold hold, Charge charge) {
    return hold.isNothing()
        ? new Settlement(charge.cost(), Money.ZERO)
        : writer.write(db -> settle(db, hold, charge));
  }

  @Override
  public void settleLater(Hold hold, Charge charge) {
    if (!hold.isNothing()) {
      writer.owe(db -> settle(db, hold, charge));
    }
  }

  @Override
  public void settleSurely(Hold hold, Charge charge) {
    if (!hold.isNothing()) {
      writer.owe(db -> settle(db, hold, charge), SETTLE_PATIENCE);
    }
  }

  private Settlement settle(Statements db, Hold hold, Charge charge) throws SQLException {
    if (!close(db, hold)) {
      return ended(db, hold, charge);
    }
    Settlement settlement = split(db, hold, charge.cost());
    transfers.charge(db, hold, settlement.charged(), charge, now());
    transfers.lose(db, hold, charge, settlement.operatorLoss(), now());
    tally.end(db, hold.request(), settlement.charged());
    return settlement;
  }

  /** Takes an open hold away; false when it has ended before. */
  private static boolean close(Statements db, Hold hold) throws SQLException {
    return db.run("DELETE FROM hold WHERE id = ?", hold.id()) == 1;
  }

  private Settlement split(Statements db, Hold hold, Money used) throws SQLException {
    if (used.compareTo(hold.amount()) <= 0) {
      return new Settlement(used, Money.ZERO);
    }
    HoldRequest request = hold.request();
    return LedgerRules.split(
        hold, used, LedgerRules.least(available(db, request), leftOfCap(db, request)));
  }

  /**
   * What a settlement finds that comes after the end of its hold: what the first one did, nothing
   * after a release, and the operator's loss when the hold expired, since its credit may be spent.
   */
  private Settlement ended(Statements db, Hold hold, Charge charge) throws SQLException {
    Transfers.Ended before = Transfers.ended(db, hold.id());
    if (before == null) {
      return Settlement.NOTHING;
    }
    if (!before.expired() || !before.settlement().operatorLoss().isZero()) {
      return before.settlement();
    }
    transfers.lose(db, hold, charge, charge.cost(), now());
    return new Settlement(Money.ZERO, charge.cost());
  }

  @Override
  public void release(Hold hold) {
    if (!hold.isNothing()) {
      writer.write(db -> end(db, hold, Transfers.Ending.RELEASE));
    }
  }

  private void releaseLater(Hold hold) {
    if (hold.id() != 0) {
      writer.owe(db -> end(db, hold, Transfers.Ending.RELEASE));
    }
  }

  /** Ends a hold of a process that is gone. */
  void expire(Statements db, Hold hold) throws SQLException {
    end(db, hold, Transfers.Ending.EXPIRE);
  }

  /** Ends a hold without a charge; false when it had ended. */
  private boolean end(Statements db, Hold hold, Transfers.Ending ending) throws SQLException {
    if (!close(db, hold)) {
      return false;
    }
    transfers.end(db, hold, ending, now());
    tally.end(db, hold.request(), Money.ZERO);
    return true;
  }

  private long now() {
    return time.now().toEpochMilli();
  }

  @Override
  public boolean topUp(long accountId, Money amount, String reference, String note) {
    LedgerRules.checkTopUp(amount, reference);
    Moved moved = writer.write(db -> credit.topUp(db, accountId, amount, reference, note));
    LedgerRules.check(moved.outcome(), accountId, reference);
    return moved.isNew();
  }

  @Override
  public Correction.Result correct(Correction correction) {
    LedgerRules.checkCorrection(correction);
    Moved moved = writer.write(db -> credit.correct(db, correction));
    if (moved.outcome() == SqliteCredit.Outcome.TOO_LITTLE) {
      throw LedgerRules.notThere(correction.amount(), moved.amount());
    }
    LedgerRules.check(moved.outcome(), correction.accountId(), correction.reference());
    return new Correction.Result(moved.isNew(), moved.amount());
  }

  @Override
  public EntryPage entries(EntryQuery query, int max, @Nullable Long from) {
    Pages.check(max);
    return reads.read(handle -> EntryRows.page(handle, query, max, Pages.start(from)));
  }

  @Override
  public Balance balance(long accountId) {
    return reads.read(
        handle ->
            handle
                .createQuery("SELECT available, held, used FROM balance WHERE account_id = :id")
                .bind("id", accountId)
                .map(
                    (rows, context) ->
                        new Balance(
                            Money.nanos(rows.getLong(1)),
                            Money.nanos(rows.getLong(2)),
                            Money.nanos(rows.getLong(3))))
                .findOne()
                .orElse(Balance.EMPTY));
  }

  @Override
  public KeySpending spending(String keyId) {
    return reads.read(
        handle ->
            handle
                .createQuery("SELECT held, spent FROM key_credit WHERE key_id = :id")
                .bind("id", keyId)
                .map(
                    (rows, context) ->
                        new KeySpending(Money.nanos(rows.getLong(1)), Money.nanos(rows.getLong(2))))
                .findOne()
                .orElse(KeySpending.NONE));
  }

  @Override
  public Money affordable(@Nullable Long accountId, @Nullable String keyId) {
    Money available = accountId == null ? null : balance(accountId).available();
    Money left =
        keyId == null
            ? null
            : reads.read(
                handle ->
                    handle
                        .createQuery(
                            "SELECT max(0, cap - spent - held) FROM key_credit"
                                + " WHERE key_id = :id AND cap IS NOT NULL")
                        .bind("id", keyId)
                        .map((rows, context) -> Money.nanos(rows.getLong(1)))
                        .findOne()
                        .orElse(null));
    Money least = LedgerRules.least(available, left);
    return least == null ? LedgerRules.GIVEN_MAX : least;
  }

  @Override
  public List<Mismatch> verify() {
    return reads.read(LedgerCheck::run);
  }
}

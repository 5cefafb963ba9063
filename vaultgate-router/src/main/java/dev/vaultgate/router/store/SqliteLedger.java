package dev.vaultgate.router.store;

import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.router.credit.Affordable;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.EntryPage;
import dev.vaultgate.router.credit.EntryQuery;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Period;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.credit.Spending;
import dev.vaultgate.router.idempotency.StoredAnswer;
import dev.vaultgate.router.store.SqliteCredit.Moved;
import dev.vaultgate.router.time.SystemTime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
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
  private final SqliteClaims claims;
  private final SqliteCredit credit;

  /** The last day of the books, in days since 1970; the writer's thread alone changes it. */
  private volatile long day;

  /**
   * @param boot names this process in the holds that it opens
   * @param day the last day that anything was used on
   */
  SqliteLedger(
      SqliteWriter writer,
      SqliteReads reads,
      SystemTime time,
      long boot,
      Tally tally,
      Transfers transfers,
      SqliteClaims claims,
      long day) {
    this.writer = writer;
    this.reads = reads;
    this.time = time;
    this.boot = boot;
    this.tally = tally;
    this.transfers = transfers;
    this.claims = claims;
    this.day = day;
    this.credit = new SqliteCredit(tally, transfers, time);
  }

  /** Credit that comes in as a part of other work. */
  SqliteCredit credit() {
    return credit;
  }

  /** What came of asking for a hold: its id, or the words that refuse it. */
  private record Answer(long holdId, @Nullable VaultGateException refusal) {}

  @Override
  public Hold hold(HoldRequest request) {
    if (isNoWork(new Hold(0, request))) {
      return new Hold(0, request);
    }
    // When the caller has lost patience, nobody will settle the hold.
    Answer answer = writer.write(db -> hold(db, request), late -> releaseLater(late, request));
    if (answer.refusal() != null) {
      throw answer.refusal();
    }
    return new Hold(answer.holdId(), request);
  }

  private Answer hold(Statements db, HoldRequest request) throws SQLException {
    long today = today();
    VaultGateException refusal = refusal(db, request, today);
    if (refusal != null) {
      return new Answer(0, refusal);
    }
    long id = request.isNothing() ? 0 : open(db, request, today);
    if (request.claim() != null) {
      claims.make(db, request.claim(), id);
    }
    return new Answer(id, null);
  }

  /** Opens a hold for which there is room. */
  private long open(Statements db, HoldRequest request, long today) throws SQLException {
    long id = transfers.next();
    Payer payer = request.payer();
    db.run(
        "INSERT INTO hold (id, request_id, model, account_id, project_id, key_id, amount, tokens,"
            + " boot_id, held_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        request.requestId(),
        request.model(),
        payer.accountId(),
        payer.projectId(),
        payer.keyId(),
        request.amount().nanos(),
        request.tokens(),
        boot,
        now());
    tally.hold(db, request, today);
    return id;
  }

  private @Nullable VaultGateException refusal(Statements db, HoldRequest request, long today)
      throws SQLException {
    VaultGateException taken = request.claim() == null ? null : claims.refusal(db, request.claim());
    return taken != null ? taken : tally.room(db, request.payer(), today).refusal(request);
  }

  private void endClaim(Statements db, Hold hold, @Nullable StoredAnswer answer)
      throws SQLException {
    if (hold.request().claim() != null) {
      claims.end(db, hold.request().claim(), answer);
    }
  }

  @Override
  public Settlement settle(Hold hold, Charge charge) {
    return isNoWork(hold)
        ? new Settlement(charge.cost(), Money.ZERO)
        : writer.write(db -> settle(db, hold, charge));
  }

  /** Whether there is neither credit nor a claim, so that nothing need be written. */
  private static boolean isNoWork(Hold hold) {
    return hold.isNothing() && hold.request().claim() == null;
  }

  @Override
  public void settleLater(Hold hold, Charge charge) {
    if (!isNoWork(hold)) {
      writer.owe(db -> settle(db, hold, charge));
    }
  }

  @Override
  public void settleSurely(Hold hold, Charge charge) {
    if (!isNoWork(hold)) {
      writer.owe(db -> settle(db, hold, charge), SETTLE_PATIENCE);
    }
  }

  private Settlement settle(Statements db, Hold hold, Charge charge) throws SQLException {
    if (hold.isNothing()) {
      endClaim(db, hold, charge.remembered());
      return new Settlement(charge.cost(), Money.ZERO);
    }
    if (!close(db, hold)) {
      return ended(db, hold, charge);
    }
    long today = today();
    Settlement settlement = split(db, hold, charge.cost(), today);
    transfers.charge(db, hold, settlement.charged(), charge, now(), today);
    transfers.lose(db, hold, charge, settlement.operatorLoss(), now());
    tally.end(db, hold.request(), settlement.charged(), charge.tokens(), today);
    endClaim(db, hold, charge.remembered());
    return settlement;
  }

  /** Takes an open hold away; false when it has ended before. */
  private static boolean close(Statements db, Hold hold) throws SQLException {
    return db.run("DELETE FROM hold WHERE id = ?", hold.id()) == 1;
  }

  private Settlement split(Statements db, Hold hold, Money used, long today) throws SQLException {
    if (used.compareTo(hold.amount()) <= 0) {
      return new Settlement(used, Money.ZERO);
    }
    Room room = tally.room(db, hold.request().payer(), today);
    return LedgerRules.split(hold, used, Money.nanos(room.creditLeft()));
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
    if (!isNoWork(hold)) {
      writer.write(db -> end(db, hold, Transfers.Ending.RELEASE));
    }
  }

  private void releaseLater(Answer late, HoldRequest request) {
    if (late.refusal() == null) {
      writer.owe(db -> end(db, new Hold(late.holdId(), request), Transfers.Ending.RELEASE));
    }
  }

  /** The number of the latest hold, or of a transfer after it. */
  long latestHold() {
    return transfers.last();
  }

  /** Ends a hold of a process that is gone. */
  void expire(Statements db, Hold hold) throws SQLException {
    end(db, hold, Transfers.Ending.EXPIRE);
    SqliteClaims.freeOf(db, hold.id());
  }

  /** Ends a hold without a charge; false when it had ended. */
  private boolean end(Statements db, Hold hold, Transfers.Ending ending) throws SQLException {
    if (hold.isNothing()) {
      endClaim(db, hold, null);
      return true;
    }
    if (!close(db, hold)) {
      return false;
    }
    transfers.end(db, hold, ending, now());
    tally.end(db, hold.request(), Money.ZERO, 0, today());
    endClaim(db, hold, null);
    return true;
  }

  private long now() {
    return time.now().toEpochMilli();
  }

  /** The day of the books: a clock that is set back does not open a day again. */
  private long today() {
    long today = Math.max(day, time.today().toEpochDay());
    day = today;
    return today;
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
    return reads.read(handle -> balance(handle, accountId));
  }

  private static Balance balance(Handle handle, long accountId) {
    return handle
        .createQuery("SELECT available, held, used FROM balance WHERE account_id = :id")
        .bind("id", accountId)
        .map(
            (rows, context) ->
                new Balance(
                    Money.nanos(rows.getLong(1)),
                    Money.nanos(rows.getLong(2)),
                    Money.nanos(rows.getLong(3))))
        .findOne()
        .orElse(Balance.EMPTY);
  }

  @Override
  public Spending spending(String owner, Period period) {
    return reads.read(
        handle -> {
          Allowance allowance = allowance(handle, owner);
          return allowance == null ? Spending.NONE : allowance.spending(period);
        });
  }

  @Override
  public Affordable affordable(Payer payer) {
    return reads.read(handle -> room(handle, payer).affordable());
  }

  private Room room(Handle handle, Payer payer) {
    Long account = payer.accountId();
    return new Room(
        payer,
        account == null ? Allowance.UNBOUNDED : balance(handle, account).available().nanos(),
        allowance(handle, payer.projectId()),
        allowance(handle, payer.keyId()));
  }

  private @Nullable Allowance allowance(Handle handle, @Nullable String owner) {
    if (owner == null) {
      return null;
    }
    Allowance allowance =
        handle
            .createQuery("SELECT * FROM allowance WHERE owner = :owner")
            .bind("owner", owner)
            .map((row, context) -> AllowanceRows.read(row))
            .findOne()
            .orElse(null);
    if (allowance != null) {
      allowance.turn(Math.max(day, time.today().toEpochDay()));
    }
    return allowance;
  }

  @Override
  public List<Mismatch> verify() {
    return reads.read(LedgerCheck::run);
  }
}

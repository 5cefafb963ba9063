package dev.vaultgate.router.store;

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
import dev.vaultgate.router.idempotency.Claim;
import dev.vaultgate.router.idempotency.StoredAnswer;
import dev.vaultgate.router.store.SqliteCredit.Moved;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.usage.UsageRecord;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in front of SQLite. A hold is tested, taken and ended in the {@link Books}, in memory,
 * and written to the {@link HoldJournal}, where it is found when the process is killed; the one
 * thread that writes to the database comes by when it has ended. So no call waits for a disk, but
 * one that has a name: its claim is in the database before it begins, and goes with its end.
 */
final class SqliteLedger implements Ledger {

  /** A caller whose answer is there waits no longer for a disk that is in trouble. */
  private static final Duration SETTLE_PATIENCE = Duration.ofSeconds(1);

  private final SqliteWriter writer;
  private final SqliteReads reads;
  private final SystemTime time;
  private final long boot;
  private final Books books;
  private final HoldJournal journal;
  private final Transfers transfers;
  private final SqliteClaims claims;
  private final HoldEnds ends;
  private final SqliteCredit credit;

  /**
   * @param boot names this process in the claims that it makes
   */
  SqliteLedger(
      SqliteWriter writer,
      SqliteReads reads,
      SystemTime time,
      long boot,
      Books books,
      HoldJournal journal,
      Transfers transfers,
      SqliteClaims claims,
      HoldEnds ends,
      SqliteCredit credit) {
    this.writer = writer;
    this.reads = reads;
    this.time = time;
    this.boot = boot;
    this.books = books;
    this.journal = journal;
    this.transfers = transfers;
    this.claims = claims;
    this.ends = ends;
    this.credit = credit;
  }

  @Override
  public Hold hold(HoldRequest request) {
    if (isNoWork(new Hold(0, request))) {
      return new Hold(0, request);
    }
    assureWritable();
    Hold hold = new Hold(request.isNothing() ? 0 : transfers.next(), request);
    if (request.claim() == null) {
      open(hold);
    } else {
      claims.make(request.claim(), hold.id());
      openNamed(hold);
    }
    return hold;
  }

  /** Whether there is neither credit nor a claim, so that nothing need be written. */
  private static boolean isNoWork(Hold hold) {
    return hold.isNothing() && hold.request().claim() == null;
  }

  /**
   * Nobody is to be asked for what could not be charged. Where that is in doubt, a write is waited
   * for; it comes after all that is owed.
   */
  private void assureWritable() {
    if (writer.isInDoubt()) {
      writer.write(db -> SqliteBoot.seen(db, boot, time.now()));
    }
  }

  private void openNamed(Hold hold) {
    try {
      if (!hold.isNothing()) {
        open(hold);
      }
    } catch (RuntimeException | Error e) {
      endClaim(hold, null);
      throw e;
    }
  }

  /** Opens a hold if there is room. It is written first, so that none is ever taken back. */
  private void open(Hold hold) {
    OpenHold opened = new OpenHold(hold, journal.take(), now());
    try {
      opened.slot().held(hold, opened.heldAt());
      while (!books.hold(opened, today())) {
        bring(hold.request().payer());
      }
    } catch (RuntimeException | Error e) {
      opened.slot().free();
      throw e;
    }
  }

  /** Has the books learn of who pays for the first time in a while. */
  private void bring(Payer payer) {
    writer.ask(
        db -> {
          books.bring(db, payer);
          return true;
        });
  }

  /** The end of a hold of this process on its way to the database. */
  private final class Ending implements SqliteWriter.Work<Settlement> {
    private final OpenHold opened;
    private final HoldEnd end;

    Ending(OpenHold opened, HoldEnd end) {
      this.opened = opened;
      this.end = end;
    }

    @Override
    public Settlement run(Statements db) throws SQLException {
      ends.write(db, end);
      return end.settlement();
    }

    @Override
    public void committed() {
      books.written(end.hold().id());
      opened.slot().free();
    }

    /**
     * Leaves it to the writer; waits, though not for long, where a killed process would lose it.
     */
    void leave() {
      if (note()) {
        writer.owe(this);
      } else {
        writer.owe(this, SETTLE_PATIENCE);
      }
    }

    /** Leaves it to the writer and waits, though not for a disk that is in trouble. */
    void await() {
      note();
      writer.owe(this, SETTLE_PATIENCE);
    }

    /**
     * Notes it in the journal; false when that cannot be. What is remembered of a named request
     * goes with its charge, and is not there.
     */
    private boolean note() {
      return end.hold().request().claim() == null && opened.slot().ended(end);
    }
  }

  /** Ends a hold in the books; null when it has ended before. */
  private @Nullable Ending end(
      Hold hold, HoldEnd.Kind kind, Charge charge, @Nullable UsageRecord call) {
    Books.Ended ended = books.end(hold.id(), charge.cost(), charge.tokens(), today());
    return ended == null
        ? null
        : new Ending(
            ended.opened(),
            new HoldEnd(hold, kind, charge, ended.settlement(), ended.day(), now(), call));
  }

  /**
   * Charges a call that ended, and keeps its record with the charge. Does not wait for the disk,
   * but for a request that has a name, and does not fail.
   *
   * @return false when the hold had ended before, so that the record is not kept
   */
  boolean end(Hold hold, Charge charge, UsageRecord call) {
    Ending ending = end(hold, HoldEnd.Kind.CHARGE, charge, call);
    if (ending != null) {
      ending.leave();
    } else if (books.ended(hold.id()) == null) {
      writer.owe(db -> late(db, hold, charge));
    }
    return ending != null;
  }

  @Override
  public Settlement settle(Hold hold, Charge charge) {
    if (hold.isNothing()) {
      endClaim(hold, charge.remembered());
      return new Settlement(charge.cost(), Money.ZERO);
    }
    Ending ending = end(hold, HoldEnd.Kind.CHARGE, charge, null);
    if (ending == null) {
      Settlement before = books.ended(hold.id());
      return before == null ? writer.write(db -> late(db, hold, charge)) : before;
    }
    ending.await();
    return ending.end.settlement();
  }

  /** Ends the claim of a request that there is no hold for. */
  void endClaim(Hold hold, @Nullable StoredAnswer answer) {
    Claim claim = hold.request().claim();
    if (claim != null) {
      writer.owe(db -> claims.end(db, claim, answer), SETTLE_PATIENCE);
    }
  }

  /**
   * What a settlement finds that comes after the end of its hold: what the first one did, nothing
   * after a release, and the operator's loss when the hold expired, since its credit may be spent.
   */
  private Settlement late(Statements db, Hold hold, Charge charge) throws SQLException {
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
    if (hold.isNothing()) {
      endClaim(hold, null);
      return;
    }
    Ending ending = end(hold, HoldEnd.Kind.RELEASE, Charge.NOTHING, null);
    if (ending != null) {
      ending.leave();
    }
  }

  /**
   * Releases a hold that nobody will settle; false when it has ended.
   *
   * @param call that it was for
   */
  boolean expire(OpenHold opened, UsageRecord call) {
    Ending ending = end(opened.hold(), HoldEnd.Kind.EXPIRE, Charge.NOTHING, call);
    if (ending != null) {
      ending.leave();
    }
    return ending != null;
  }

  /** The number of the latest hold, or of a transfer after it. */
  long latestHold() {
    return transfers.last();
  }

  private long now() {
    return time.now().toEpochMilli();
  }

  private long today() {
    return time.today().toEpochDay();
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
    writer.ask(db -> true);
    return reads.read(handle -> EntryRows.page(handle, query, max, Pages.start(from)));
  }

  @Override
  public Balance balance(long accountId) {
    Balance here = books.balance(accountId);
    return here == null ? reads.read(handle -> balance(handle, accountId)) : here;
  }

  private static Balance balance(Handle handle, long accountId) {
    return handle
        .createQuery("SELECT available, used FROM balance WHERE account_id = :id")
        .bind("id", accountId)
        .map(
            (rows, context) ->
                new Balance(Money.nanos(rows.getLong(1)), Money.ZERO, Money.nanos(rows.getLong(2))))
        .findOne()
        .orElse(Balance.EMPTY);
  }

  @Override
  public Spending spending(String owner, Period period) {
    long today = today();
    Spending here = books.spending(owner, period, today);
    return here == null ? reads.read(handle -> spending(handle, owner, period, today)) : here;
  }

  private static Spending spending(Handle handle, String owner, Period period, long today) {
    return handle
        .createQuery("SELECT * FROM allowance WHERE owner = :owner")
        .bind("owner", owner)
        .map((row, context) -> AllowanceRows.read(row))
        .findOne()
        .map(
            allowance -> {
              allowance.turn(today);
              return allowance.spending(period);
            })
        .orElse(Spending.NONE);
  }

  @Override
  public Affordable affordable(Payer payer) {
    Affordable affordable = books.affordable(payer, today());
    while (affordable == null) {
      bring(payer);
      affordable = books.affordable(payer, today());
    }
    return affordable;
  }

  @Override
  public List<Mismatch> verify() {
    List<Mismatch> found = new ArrayList<>(writer.ask(books::compare));
    found.addAll(reads.read(LedgerCheck::run));
    return found;
  }
}

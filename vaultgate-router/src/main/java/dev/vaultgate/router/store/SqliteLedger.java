package dev.vaultgate.router.store;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.KeySpending;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.time.SystemTime;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in SQLite. A statement that takes credit tests for it too; a hold's state changes
 * once, and only the change that finds it open moves money.
 */
final class SqliteLedger implements Ledger {

  private final SqliteWriter writer;
  private final SqliteReads reads;
  private final SystemTime time;
  private final long boot;

  /** The writer's thread alone counts; the store's lock keeps other processes from counting too. */
  private long lastHold;

  /**
   * @param boot names this process in the holds that it opens
   * @param lastHold the highest id of a hold so far
   */
  SqliteLedger(SqliteWriter writer, SqliteReads reads, SystemTime time, long boot, long lastHold) {
    this.writer = writer;
    this.reads = reads;
    this.time = time;
    this.boot = boot;
    this.lastHold = lastHold;
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
    long amount = request.amount().nanos();
    Long account = request.accountId();
    String key = request.keyId();
    if (account != null
        && db.run(
                "UPDATE balance SET available = available - ?1, held = held + ?1"
                    + " WHERE account_id = ?2 AND available >= ?1",
                amount,
                account)
            == 0) {
      return new Answer(0, LedgerRules.accountRefuses(available(db, account), request.amount()));
    }
    if (key != null
        && db.run(
                "UPDATE key_credit SET held = held + ?1"
                    + " WHERE key_id = ?2 AND (cap IS NULL OR ?1 <= cap - spent - held)",
                amount,
                key)
            == 0) {
      if (account != null) {
        // A piece of work that is refused leaves nothing behind; others share its transaction.
        db.run(
            "UPDATE balance SET available = available + ?1, held = held - ?1 WHERE account_id = ?2",
            amount,
            account);
      }
      Money left = Objects.requireNonNullElse(leftOfCap(db, key), Money.ZERO);
      return new Answer(0, LedgerRules.keyRefuses(left, request.amount()));
    }
    long now = time.now().toEpochMilli();
    long id = ++lastHold;
    db.run(
        "INSERT INTO hold (id, request_id, model, account_id, key_id, amount, state, boot_id, held_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, 'open', ?, ?)",
        id,
        request.requestId(),
        request.model(),
        account,
        key,
        amount,
        boot,
        now);
    if (account != null) {
      Transfers.add(db, Transfers.HOLD, account, amount, id, now);
    }
    return new Answer(id, null);
  }

  @Override
  public Settlement settle(Hold hold, Money used) {
    LedgerRules.checkUsed(used);
    return hold.isNothing()
        ? new Settlement(used, Money.ZERO)
        : writer.write(db -> settle(db, hold, used));
  }

  @Override
  public void settleLater(Hold hold, Money used) {
    LedgerRules.checkUsed(used);
    if (!hold.isNothing()) {
      writer.owe(db -> settle(db, hold, used));
    }
  }

  private Settlement settle(Statements db, Hold hold, Money used) throws SQLException {
    Settlement settlement = split(db, hold, used);
    long now = time.now().toEpochMilli();
    if (db.run(
            "UPDATE hold SET state = 'settled', charged = ?, loss = ?, ended_at = ?"
                + " WHERE id = ? AND state = 'open'",
            settlement.charged().nanos(),
            settlement.operatorLoss().nanos(),
            now,
            hold.id())
        == 0) {
      return ended(db, hold, used, now);
    }
    end(db, hold, settlement, now);
    return settlement;
  }

  /** How an open hold would be settled. The writer's transaction keeps what is read as it is. */
  private static Settlement split(Statements db, Hold hold, Money used) throws SQLException {
    if (used.compareTo(hold.amount()) <= 0) {
      return new Settlement(used, Money.ZERO);
    }
    Long account = hold.request().accountId();
    String key = hold.request().keyId();
    Money available = account == null ? null : available(db, account);
    Money left = key == null ? null : leftOfCap(db, key);
    return LedgerRules.split(hold, used, LedgerRules.least(available, left));
  }

  /** Moves the money of a hold whose state has just changed from open. */
  private static void end(Statements db, Hold hold, Settlement settlement, long now)
      throws SQLException {
    long held = hold.amount().nanos();
    long charged = settlement.charged().nanos();
    Long account = hold.request().accountId();
    if (account != null) {
      db.run(
          "UPDATE balance SET available = available + ?, held = held - ?, used = used + ?"
              + " WHERE account_id = ?",
          held - charged,
          held,
          charged,
          account);
      long fromHold = Math.min(held, charged);
      Transfers.add(db, Transfers.CHARGE, account, fromHold, hold.id(), now);
      Transfers.add(db, Transfers.RETURN, account, held - fromHold, hold.id(), now);
      Transfers.add(db, Transfers.OVERRUN, account, charged - fromHold, hold.id(), now);
      Transfers.add(db, Transfers.LOSS, account, settlement.operatorLoss().nanos(), hold.id(), now);
    }
    String key = hold.request().keyId();
    if (key != null) {
      db.run(
          "UPDATE key_credit SET held = held - ?, spent = spent + ? WHERE key_id = ?",
          held,
          charged,
          key);
    }
  }

  /**
   * What a settlement finds that comes after the end of its hold: what the first one did, nothing
   * after a release, and the operator's loss when the hold expired, since its credit may be spent.
   */
  private Settlement ended(Statements db, Hold hold, Money used, long now) throws SQLException {
    Ended ended =
        db.first(
            "SELECT state, charged, loss FROM hold WHERE id = ?",
            row ->
                new Ended(
                    row.getString(1),
                    new Settlement(Money.nanos(row.getLong(2)), Money.nanos(row.getLong(3)))),
            hold.id());
    if (ended == null) {
      return Settlement.NOTHING;
    }
    Long account = hold.request().accountId();
    if (!ended.state().equals("expired") || account == null) {
      return ended.settlement();
    }
    Transfers.add(db, Transfers.LATE, account, used.nanos(), hold.id(), now);
    Long booked =
        db.number("SELECT amount FROM transfer WHERE kind = 'late' AND hold_id = ?", hold.id());
    return new Settlement(Money.ZERO, booked == null ? Money.ZERO : Money.nanos(booked));
  }

  private record Ended(String state, Settlement settlement) {}

  @Override
  public void release(Hold hold) {
    if (!hold.isNothing()) {
      writer.write(db -> end(db, hold, "released", time.now().toEpochMilli()));
    }
  }

  private void releaseLater(Hold hold) {
    if (hold.id() != 0) {
      writer.owe(db -> end(db, hold, "released", time.now().toEpochMilli()));
    }
  }

  /** Ends a hold without a charge; false when it had ended. */
  static boolean end(Statements db, Hold hold, String state, long now) throws SQLException {
    if (db.run(
            "UPDATE hold SET state = ?, ended_at = ? WHERE id = ? AND state = 'open'",
            state,
            now,
            hold.id())
        == 0) {
      return false;
    }
    end(db, hold, Settlement.NOTHING, now);
    return true;
  }

  @Override
  public boolean topUp(long accountId, Money amount, String reference, String note) {
    LedgerRules.checkTopUp(amount, reference);
    TopUp done = writer.write(db -> topUp(db, accountId, amount, reference, note));
    return switch (done) {
      case NEW -> true;
      case KNOWN -> false;
      case OTHER -> throw LedgerRules.otherTopUp(reference);
      case TOO_MUCH -> throw LedgerRules.givenTooMuch(accountId);
      case NO_ACCOUNT -> throw LedgerRules.unknownAccount(accountId);
    };
  }

  private enum TopUp {
    NEW,
    KNOWN,
    OTHER,
    TOO_MUCH,
    NO_ACCOUNT
  }

  private TopUp topUp(Statements db, long account, Money amount, String reference, String note)
      throws SQLException {
    TopUp known =
        db.first(
            "SELECT account_id, amount FROM transfer WHERE kind = 'topup' AND reference = ?",
            row ->
                row.getLong(1) == account && row.getLong(2) == amount.nanos()
                    ? TopUp.KNOWN
                    : TopUp.OTHER,
            reference);
    if (known != null) {
      return known;
    }
    if (db.run(
            "UPDATE balance SET available = available + ?1"
                + " WHERE account_id = ?2 AND available + held + used <= ?3 - ?1",
            amount.nanos(),
            account,
            LedgerRules.GIVEN_MAX.nanos())
        == 0) {
      return db.number("SELECT 1 FROM account WHERE id = ?", account) == null
          ? TopUp.NO_ACCOUNT
          : TopUp.TOO_MUCH;
    }
    Transfers.addTopUp(db, account, amount.nanos(), reference, note, time.now().toEpochMilli());
    return TopUp.NEW;
  }

  private static Money available(Statements db, long account) throws SQLException {
    Long available = db.number("SELECT available FROM balance WHERE account_id = ?", account);
    return available == null ? Money.ZERO : Money.nanos(available);
  }

  /** What is left of a key's cap, or null when it has none. */
  private static @Nullable Money leftOfCap(Statements db, String key) throws SQLException {
    Long left =
        db.number("SELECT max(0, cap - spent - held) FROM key_credit WHERE key_id = ?", key);
    return left == null ? null : Money.nanos(left);
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

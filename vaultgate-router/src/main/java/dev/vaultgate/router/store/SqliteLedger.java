package dev.vaultgate.router.store;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.time.SystemTime;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * The ledger in SQLite. A statement that takes credit tests for it too; a hold's state changes
 * once, and only the change that finds it open moves money.
 */
final class SqliteLedger implements Ledger {

  private final SqliteWriter writer;
  private final Jdbi reads;
  private final SystemTime time;
  private final String boot;

  /**
   * @param boot names this process in the holds that it opens
   */
  SqliteLedger(SqliteWriter writer, Jdbi reads, SystemTime time, String boot) {
    this.writer = writer;
    this.reads = reads;
    this.time = time;
    this.boot = boot;
  }

  @Override
  public void hold(Hold hold) {
    if (!hold.isNothing()) {
      writer.write(
          statements -> {
            hold(statements, hold);
            return true;
          });
    }
  }

  private void hold(Statements db, Hold hold) throws SQLException {
    long amount = hold.amount().nanos();
    if (hold.keyId() != null
        && db.run(
                "UPDATE api_key SET committed = committed + ?1"
                    + " WHERE id = ?2 AND committed + ?1 <= credit_cap",
                amount,
                hold.keyId())
            == 0) {
      Long left =
          db.number("SELECT credit_cap - committed FROM api_key WHERE id = ?", hold.keyId());
      throw new BillingException(Refusals.key(Money.nanos(left == null ? 0 : left), hold.amount()));
    }
    Long account = hold.accountId();
    if (account != null) {
      holdOfAccount(db, hold, account, amount);
    }
    db.run(
        "INSERT INTO hold (id, account_id, key_id, amount, state, boot) VALUES (?, ?, ?, ?, 'open', ?)",
        hold.id(),
        hold.accountId(),
        hold.keyId(),
        amount,
        boot);
  }

  private void holdOfAccount(Statements db, Hold hold, long account, long amount)
      throws SQLException {
    if (db.run(
            "UPDATE balance SET available = available - ?1, held = held + ?1"
                + " WHERE account_id = ?2 AND available >= ?1",
            amount,
            account)
        == 0) {
      uncommit(db, hold, amount);
      Long available = db.number("SELECT available FROM balance WHERE account_id = ?", account);
      throw new BillingException(
          Refusals.account(Money.nanos(available == null ? 0 : available), hold.amount()));
    }
    transfer(db, "hold", "available:" + account, "held:" + account, account, amount, hold.id());
  }

  /** Gives back what the key's cap had granted: a refused piece of work must change nothing. */
  private static void uncommit(Statements db, Hold hold, long amount) throws SQLException {
    if (hold.keyId() != null) {
      db.run("UPDATE api_key SET committed = committed - ? WHERE id = ?", amount, hold.keyId());
    }
  }

  @Override
  public Settlement settle(Hold hold, Money used) {
    return hold.isNothing()
        ? new Settlement(used, Money.ZERO)
        : writer.write(statements -> settle(statements, hold, used, "settled"));
  }

  @Override
  public void settleLater(Hold hold, Money used) {
    if (!hold.isNothing()) {
      writer.writeLater(statements -> settle(statements, hold, used, "settled"));
    }
  }

  private Settlement settle(Statements db, Hold hold, Money used, String state)
      throws SQLException {
    if (db.run("UPDATE hold SET state = ? WHERE id = ? AND state = 'open'", state, hold.id())
        == 0) {
      return Settlement.NOTHING;
    }
    long held = hold.amount().nanos();
    if (hold.keyId() != null) {
      db.run(
          "UPDATE api_key SET committed = committed + ? WHERE id = ?",
          used.nanos() - held,
          hold.keyId());
    }
    Long account = hold.accountId();
    if (account == null) {
      return new Settlement(used, Money.ZERO);
    }
    long fromHold = Math.min(used.nanos(), held);
    long over = used.nanos() - fromHold;
    long fromAvailable = 0;
    if (over > 0) {
      Long available = db.number("SELECT available FROM balance WHERE account_id = ?", account);
      fromAvailable = Math.min(over, available == null ? 0 : available);
    }
    db.run(
        "UPDATE balance SET available = available + ?, held = held - ?, used = used + ?"
            + " WHERE account_id = ?",
        held - fromHold - fromAvailable,
        held,
        fromHold + fromAvailable,
        account);
    String availableName = "available:" + account;
    String heldName = "held:" + account;
    transfer(db, "charge", heldName, "revenue", account, fromHold, hold.id());
    transfer(db, "return", heldName, availableName, account, held - fromHold, hold.id());
    transfer(db, "overrun", availableName, "revenue", account, fromAvailable, hold.id());
    transfer(db, "loss", "operator_loss", "revenue", account, over - fromAvailable, hold.id());
    return new Settlement(Money.nanos(fromHold + fromAvailable), Money.nanos(over - fromAvailable));
  }

  @Override
  public void release(Hold hold) {
    if (!hold.isNothing()) {
      writer.write(statements -> settle(statements, hold, Money.ZERO, "released"));
    }
  }

  @Override
  public boolean topUp(long accountId, Money amount, String reference) {
    Refusals.checkTopUp(amount);
    return writer.write(
        db -> {
          if (db.number("SELECT 1 FROM transfer WHERE kind = 'topup' AND reference = ?", reference)
              != null) {
            return false;
          }
          db.run("INSERT OR IGNORE INTO balance (account_id) VALUES (?)", accountId);
          db.run(
              "UPDATE balance SET available = available + ? WHERE account_id = ?",
              amount.nanos(),
              accountId);
          transfer(
              db, "topup", "topup", "available:" + accountId, accountId, amount.nanos(), reference);
          return true;
        });
  }

  private void transfer(
      Statements db,
      String kind,
      String from,
      String to,
      Long account,
      long amount,
      String reference)
      throws SQLException {
    if (amount > 0) {
      db.run(
          "INSERT INTO transfer (kind, from_account, to_account, account_id, amount, reference, at)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?)",
          kind,
          from,
          to,
          account,
          amount,
          reference,
          time.now().toEpochMilli());
    }
  }

  @Override
  public Balance balance(long accountId) {
    return reads.withHandle(
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
  public int releaseAbandoned() {
    List<Hold> abandoned =
        reads.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT id, account_id, key_id, amount FROM hold"
                            + " WHERE state = 'open' AND boot <> :boot")
                    .bind("boot", boot)
                    .map(
                        (rows, context) -> {
                          long account = rows.getLong(2);
                          return new Hold(
                              rows.getString(1),
                              rows.wasNull() ? null : account,
                              rows.getString(3),
                              Money.nanos(rows.getLong(4)));
                        })
                    .list());
    abandoned.forEach(this::release);
    return abandoned.size();
  }

  @Override
  public List<Mismatch> verify() {
    return reads.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    WITH computed AS (
                      SELECT account_id,
                        SUM(CASE WHEN to_account = 'available:' || account_id THEN amount ELSE 0 END
                          - CASE WHEN from_account = 'available:' || account_id THEN amount ELSE 0 END)
                          AS available,
                        SUM(CASE WHEN to_account = 'held:' || account_id THEN amount ELSE 0 END
                          - CASE WHEN from_account = 'held:' || account_id THEN amount ELSE 0 END)
                          AS held,
                        SUM(CASE WHEN to_account = 'revenue' AND from_account <> 'operator_loss'
                          THEN amount ELSE 0 END) AS used
                      FROM transfer GROUP BY account_id),
                    sides AS (
                      SELECT b.account_id, 'available' AS what, b.available AS recorded,
                        COALESCE(c.available, 0) AS computed
                        FROM balance b LEFT JOIN computed c ON c.account_id = b.account_id
                      UNION ALL
                      SELECT b.account_id, 'held', b.held, COALESCE(c.held, 0)
                        FROM balance b LEFT JOIN computed c ON c.account_id = b.account_id
                      UNION ALL
                      SELECT b.account_id, 'used', b.used, COALESCE(c.used, 0)
                        FROM balance b LEFT JOIN computed c ON c.account_id = b.account_id)
                    SELECT * FROM sides WHERE recorded <> computed ORDER BY account_id, what
                    """)
                .map(
                    (rows, context) ->
                        new Mismatch(
                            rows.getLong(1),
                            rows.getString(2),
                            Money.nanos(rows.getLong(3)),
                            Money.nanos(rows.getLong(4))))
                .list());
  }
}

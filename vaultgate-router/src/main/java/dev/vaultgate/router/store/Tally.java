package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Money;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of accounts and keys while a batch is written: read once, changed here by each hold
 * and settlement, and written once for each account and key before the commit. A busy account costs
 * one row for a whole batch. For the writer's thread, inside its transaction, so that nobody else
 * changes what was read; the database's own checks refuse a figure below zero all the same.
 */
final class Tally implements SqliteWriter.Companion {

  private final Map<Long, Figures> accounts = new HashMap<>();
  private final Map<String, Figures> keys = new HashMap<>();

  /** What is left, and by how much the other figures have changed. */
  private static final class Figures {
    private final boolean isBounded;
    private long left;
    private long held;
    private long used;

    Figures(boolean isBounded, long left) {
      this.isBounded = isBounded;
      this.left = left;
    }

    void move(long held, long used) {
      this.held += held;
      this.used += used;
      left -= held + used;
    }
  }

  /** What an account has available; nothing when there is no such account. */
  Money available(Statements db, long account) throws SQLException {
    return Money.nanos(account(db, account).left);
  }

  /** What is left of a key's cap, or null when it has none; nothing when there is no such key. */
  @Nullable Money leftOfCap(Statements db, String key) throws SQLException {
    Figures figures = key(db, key);
    // A cap may have been lowered to less than was spent.
    return figures.isBounded ? Money.nanos(Math.max(0, figures.left)) : null;
  }

  /** Sets aside what is there. */
  void hold(Statements db, HoldRequest request) throws SQLException {
    move(db, request, request.amount().nanos(), 0);
  }

  /** Gives back what was set aside, and charges. */
  void end(Statements db, HoldRequest request, Money charged) throws SQLException {
    move(db, request, -request.amount().nanos(), charged.nanos());
  }

  private void move(Statements db, HoldRequest request, long held, long used) throws SQLException {
    Long account = request.accountId();
    if (account != null) {
      account(db, account).move(held, used);
    }
    String key = request.keyId();
    if (key != null) {
      key(db, key).move(held, used);
    }
  }

  private Figures account(Statements db, Long id) throws SQLException {
    Figures figures = accounts.get(id);
    if (figures == null) {
      Long available = db.number("SELECT available FROM balance WHERE account_id = ?", id);
      figures = new Figures(true, available == null ? 0 : available);
      accounts.put(id, figures);
    }
    return figures;
  }

  private Figures key(Statements db, String id) throws SQLException {
    Figures figures = keys.get(id);
    if (figures == null) {
      figures =
          db.first(
              "SELECT cap IS NOT NULL, cap - spent - held FROM key_credit WHERE key_id = ?",
              row -> new Figures(row.getBoolean(1), row.getLong(2)),
              id);
      figures = figures == null ? new Figures(true, 0) : figures;
      keys.put(id, figures);
    }
    return figures;
  }

  /** Writes what has changed, for work that reads or changes these rows itself. */
  @Override
  public void write(Statements db) throws SQLException {
    for (Map.Entry<Long, Figures> account : accounts.entrySet()) {
      Figures figures = account.getValue();
      db.run(
          "UPDATE balance SET available = available - ?1 - ?2, held = held + ?1, used = used + ?2"
              + " WHERE account_id = ?3",
          figures.held,
          figures.used,
          account.getKey());
    }
    for (Map.Entry<String, Figures> key : keys.entrySet()) {
      Figures figures = key.getValue();
      db.run(
          "UPDATE key_credit SET held = held + ?, spent = spent + ? WHERE key_id = ?",
          figures.held,
          figures.used,
          key.getKey());
    }
    forget();
  }

  @Override
  public void forget() {
    accounts.clear();
    keys.clear();
  }
}

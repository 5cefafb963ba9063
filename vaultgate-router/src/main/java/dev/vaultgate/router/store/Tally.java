package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Period;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures of accounts, projects and keys while a batch is written: read once, changed here by
 * each hold and settlement, and written once for each of them before the commit. A busy account
 * costs one row for a whole batch. For the writer's thread, inside its transaction, so that nobody
 * else changes what was read; the database's own checks refuse a figure below zero all the same.
 *
 * <p>Days are counted since 1970.
 */
final class Tally implements SqliteWriter.Companion {

  /** Of a key or project that is not there. */
  private static final Budget NOTHING = Budget.NONE.withCredit(Period.TOTAL, Money.ZERO);

  private final Map<Long, Credit> accounts = new HashMap<>();
  private final Map<String, Allowance> allowances = new HashMap<>();

  /** What an account has available, and by how much its other figures have changed. */
  private static final class Credit {
    private long available;
    private long held;
    private long used;

    Credit(long available) {
      this.available = available;
    }

    void move(long held, long used) {
      this.held += held;
      this.used += used;
      available -= held + used;
    }
  }

  /** What there is for a call; nothing where there is no such account, project or key. */
  Room room(Statements db, Payer payer, long today) throws SQLException {
    Long account = payer.accountId();
    return new Room(
        payer,
        account == null ? Allowance.UNBOUNDED : account(db, account).available,
        allowance(db, payer.projectId(), today),
        allowance(db, payer.keyId(), today));
  }

  /** Sets aside what is there. */
  void hold(Statements db, HoldRequest request, long today) throws SQLException {
    hold(db, request.payer(), request.amount().nanos(), request.tokens(), today);
  }

  /** Gives back what was set aside, and charges. */
  void end(Statements db, HoldRequest request, Money charged, long tokens, long today)
      throws SQLException {
    Payer payer = request.payer();
    hold(db, payer, -request.amount().nanos(), -request.tokens(), today);
    use(db, payer, charged.nanos(), tokens, today);
  }

  private void hold(Statements db, Payer payer, long credit, long tokens, long today)
      throws SQLException {
    if (payer.accountId() != null) {
      account(db, payer.accountId()).move(credit, 0);
    }
    Allowance project = allowance(db, payer.projectId(), today);
    if (project != null) {
      project.hold(credit, tokens);
    }
    Allowance key = allowance(db, payer.keyId(), today);
    if (key != null) {
      key.hold(credit, tokens);
    }
  }

  private void use(Statements db, Payer payer, long credit, long tokens, long today)
      throws SQLException {
    if (payer.accountId() != null) {
      account(db, payer.accountId()).move(0, credit);
    }
    Allowance project = allowance(db, payer.projectId(), today);
    if (project != null) {
      project.use(credit, tokens);
    }
    Allowance key = allowance(db, payer.keyId(), today);
    if (key != null) {
      key.use(credit, tokens);
    }
  }

  private Credit account(Statements db, Long id) throws SQLException {
    Credit credit = accounts.get(id);
    if (credit == null) {
      Long available = db.number("SELECT available FROM balance WHERE account_id = ?", id);
      credit = new Credit(available == null ? 0 : available);
      accounts.put(id, credit);
    }
    return credit;
  }

  private @Nullable Allowance allowance(Statements db, @Nullable String owner, long today)
      throws SQLException {
    if (owner == null) {
      return null;
    }
    Allowance allowance = allowances.get(owner);
    if (allowance == null) {
      allowance = db.first(AllowanceRows.FIND, AllowanceRows::read, owner);
      allowance = allowance == null ? new Allowance(NOTHING) : allowance;
      allowances.put(owner, allowance);
    }
    allowance.turn(today);
    return allowance;
  }

  /** Writes what has changed, for work that reads or changes these rows itself. */
  @Override
  public void write(Statements db) throws SQLException {
    for (Map.Entry<Long, Credit> account : accounts.entrySet()) {
      Credit credit = account.getValue();
      if (credit.held != 0 || credit.used != 0) {
        db.run(
            "UPDATE balance SET available = available - ?1 - ?2, held = held + ?1, used = used + ?2"
                + " WHERE account_id = ?3",
            credit.held,
            credit.used,
            account.getKey());
      }
    }
    for (Map.Entry<String, Allowance> owner : allowances.entrySet()) {
      if (owner.getValue().isChanged()) {
        AllowanceRows.write(db, owner.getKey(), owner.getValue());
      }
    }
    forget();
  }

  @Override
  public void forget() {
    accounts.clear();
    allowances.clear();
  }
}

package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a batch changes of the figures of accounts, projects and keys: those in the database are
 * written once for each of them, before the commit, so that a busy account costs one row for a
 * whole batch, and the {@link Books} hear of what else has changed after it. For the writer's
 * thread, inside its transaction; the database's own checks refuse a figure below zero.
 */
final class Tally implements SqliteWriter.Companion {

  private final Books books;

  /** What accounts have used, in nano-dollars. */
  private final Map<Long, Long> used = new HashMap<>();

  private final Map<String, Allowance> allowances = new HashMap<>();

  /** What the books are told when the batch is committed. */
  private final List<Runnable> ifCommitted = new ArrayList<>();

  /** What the books have been told too early. */
  private final List<Runnable> ifRolledBack = new ArrayList<>();

  Tally(Books books) {
    this.books = books;
  }

  /**
   * Counts what a call used.
   *
   * @param day on which, in days since 1970
   */
  void use(Statements db, Payer payer, Money charged, long tokens, long day) throws SQLException {
    if (payer.accountId() != null) {
      used.merge(payer.accountId(), charged.nanos(), Math::addExact);
    }
    use(db, payer.projectId(), charged, tokens, day);
    use(db, payer.keyId(), charged, tokens, day);
  }

  private void use(Statements db, @Nullable String owner, Money charged, long tokens, long day)
      throws SQLException {
    if (owner == null) {
      return;
    }
    Allowance allowance = allowances.get(owner);
    if (allowance == null) {
      allowance = db.first(AllowanceRows.FIND, AllowanceRows::read, owner);
      allowance = allowance == null ? new Allowance(Budget.NONE) : allowance;
      allowances.put(owner, allowance);
    }
    allowance.turn(day);
    allowance.use(charged.nanos(), tokens, day);
  }

  /** An account was given credit. */
  void gave(long account, Money amount) {
    ifCommitted.add(() -> books.give(account, amount));
  }

  /**
   * Takes credit back from what no call holds.
   *
   * @param stored what is available in the database
   * @return by how much the credit changes; empty when there is too little
   */
  Optional<Money> take(Correction correction, Money stored) {
    Optional<Money> amount = books.take(correction, stored);
    amount.ifPresent(
        change -> ifRolledBack.add(() -> books.give(correction.accountId(), change.negated())));
    return amount;
  }

  /** What of an account's credit this batch has not used. */
  Money left(Statements db, long account) throws SQLException {
    Long stored = db.number("SELECT available FROM balance WHERE account_id = ?", account);
    return Money.nanos((stored == null ? 0 : stored) - used.getOrDefault(account, 0L));
  }

  /** What is available of an account's credit. */
  Money available(long account, Money stored) {
    return books.available(account, stored);
  }

  /** A key or project was given other bounds. */
  void bound(String owner, Budget budget) {
    ifCommitted.add(() -> books.bound(owner, budget));
  }

  @Override
  public void write(Statements db) throws SQLException {
    for (Map.Entry<Long, Long> account : used.entrySet()) {
      db.run(
          "UPDATE balance SET available = available - ?1, used = used + ?1 WHERE account_id = ?2",
          account.getValue(),
          account.getKey());
    }
    for (Map.Entry<String, Allowance> owner : allowances.entrySet()) {
      AllowanceRows.write(db, owner.getKey(), owner.getValue());
    }
  }

  @Override
  public void committed() {
    ifCommitted.forEach(Runnable::run);
    forget();
  }

  @Override
  public void rolledBack() {
    ifRolledBack.forEach(Runnable::run);
    forget();
  }

  private void forget() {
    used.clear();
    allowances.clear();
    ifCommitted.clear();
    ifRolledBack.clear();
  }
}

package dev.vaultgate.router.store;

import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.router.credit.Affordable;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Ledger.Mismatch;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Period;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.credit.Spending;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What accounts, projects and keys have, hold and have used, in memory in front of the database: a
 * hold is tested and taken here, and so is its end, and neither waits for a disk. The database
 * learns of a call when it has ended.
 *
 * <p>Whoever is not here is brought from the database, between two transactions, by the writer's
 * thread; so there are no changes that are neither here nor there. Nobody goes while a call of his
 * runs or its end is not committed: until then the database's figures are not the right ones. Of
 * the others the latest thousands stay.
 *
 * <p>Guarded by this object's monitor, which nobody holds for longer than some sums take.
 */
final class Books {

  /** Of accounts, and of keys and projects. */
  private static final int KEPT_MAX = 20_000;

  /** Of a key or project that is not there. */
  private static final Budget NOTHING = Budget.NONE.withCredit(Period.TOTAL, Money.ZERO);

  private final Shelf<Long, Account> accounts = new Shelf<>();
  private final Shelf<String, Owner> owners = new Shelf<>();

  /** By the numbers of their holds: those that run, and those whose end is not committed yet. */
  private final Map<Long, Call> calls = new HashMap<>();

  /** The last day of the books, in days since 1970: a clock that is set back opens none again. */
  private long today;

  /**
   * @param today the last day that anything was used on
   */
  Books(long today) {
    this.today = today;
  }

  /** Figures that a call changes. */
  private abstract static class Page {
    /** How many calls run, or have ended and are not in the database. */
    int calls;
  }

  private static final class Account extends Page {
    private long available;
    private long held;
    private long used;

    /** What of it the database does not know yet. */
    private long unwritten;

    Account(Balance balance) {
      this.available = balance.available().nanos();
      this.used = balance.used().nanos();
    }

    Balance balance() {
      return new Balance(Money.nanos(available), Money.nanos(held), Money.nanos(used));
    }
  }

  private static final class Owner extends Page {
    private final Allowance allowance;

    Owner(Allowance allowance) {
      this.allowance = allowance;
    }
  }

  /** The pages that were turned to last, and all that have calls. */
  private static final class Shelf<K, P extends Page> {
    private static final float LOAD = 0.75f;

    private final Map<K, P> pages = new LinkedHashMap<>(64, LOAD, true);

    @Nullable P find(K key) {
      return pages.get(key);
    }

    void put(K key, P page) {
      pages.put(key, page);
      for (Iterator<P> all = pages.values().iterator();
          pages.size() > KEPT_MAX && all.hasNext(); ) {
        if (all.next().calls == 0) {
          all.remove();
        }
      }
    }
  }

  /** A call, and the pages of those who pay for it, which stay while it is here. */
  private static final class Call {
    private final OpenHold opened;
    private final Pages pages;

    /** Null while it runs. */
    private @Nullable Settlement settlement;

    Call(OpenHold opened, Pages pages) {
      this.opened = opened;
      this.pages = pages;
    }
  }

  /** The pages of those who pay for a call. */
  private record Pages(
      Payer payer, @Nullable Account account, @Nullable Owner project, @Nullable Owner key) {

    /** What there is on a day. */
    Room room(long day) {
      return new Room(
          payer,
          account == null ? Allowance.UNBOUNDED : account.available,
          allowance(project, day),
          allowance(key, day));
    }

    private static @Nullable Allowance allowance(@Nullable Owner owner, long day) {
      if (owner == null) {
        return null;
      }
      owner.allowance.turn(day);
      return owner.allowance;
    }

    /** Sets aside, or gives back what is below zero. */
    void hold(long credit, long tokens) {
      if (account != null) {
        account.available -= credit;
        account.held += credit;
      }
      hold(project, credit, tokens);
      hold(key, credit, tokens);
    }

    private static void hold(@Nullable Owner owner, long credit, long tokens) {
      if (owner != null) {
        owner.allowance.hold(credit, tokens);
      }
    }

    void use(long credit, long tokens, long day) {
      if (account != null) {
        account.available -= credit;
        account.used += credit;
        account.unwritten += credit;
      }
      use(project, credit, tokens, day);
      use(key, credit, tokens, day);
    }

    private static void use(@Nullable Owner owner, long credit, long tokens, long day) {
      if (owner != null) {
        owner.allowance.turn(day);
        owner.allowance.use(credit, tokens, day);
      }
    }

    /** There is one call more, or one less when it is below zero. */
    void count(int more) {
      count(account, more);
      count(project, more);
      count(key, more);
    }

    private static void count(@Nullable Page page, int more) {
      if (page != null) {
        page.calls += more;
      }
    }
  }

  /** The day of the books, which may be later than the clock's. */
  private long day(long day) {
    today = Math.max(today, day);
    return today;
  }

  /**
   * Sets credit and tokens aside, if they are there.
   *
   * @param day by the clock, in days since 1970
   * @return false when somebody of those who pay is not here
   * @throws VaultGateException when there is not enough
   */
  synchronized boolean hold(OpenHold opened, long day) {
    HoldRequest request = opened.hold().request();
    Pages pages = pages(request.payer());
    if (pages == null) {
      return false;
    }
    VaultGateException refusal = pages.room(day(day)).refusal(request);
    if (refusal != null) {
      throw refusal;
    }
    calls.put(opened.hold().id(), new Call(opened, pages));
    pages.hold(request.amount().nanos(), request.tokens());
    pages.count(1);
    return true;
  }

  /** What ended a hold. */
  record Ended(OpenHold opened, Settlement settlement, long day) {}

  /**
   * Ends a hold; null when it has ended before, or is of an earlier process.
   *
   * @param cost what was used; what the hold does not cover is taken from what else there is
   * @param day by the clock, in days since 1970
   */
  synchronized @Nullable Ended end(long hold, Money cost, long tokens, long day) {
    Call call = calls.get(hold);
    if (call == null || call.settlement != null) {
      return null;
    }
    Hold held = call.opened.hold();
    long on = day(day);
    Settlement settlement =
        cost.compareTo(held.amount()) <= 0
            ? new Settlement(cost, Money.ZERO)
            : LedgerRules.split(held, cost, Money.nanos(call.pages.room(on).creditLeft()));
    call.settlement = settlement;
    call.pages.hold(-held.amount().nanos(), -held.request().tokens());
    call.pages.use(settlement.charged().nanos(), tokens, on);
    return new Ended(call.opened, settlement, on);
  }

  /** How a hold ended that has; null when the database knows. */
  synchronized @Nullable Settlement ended(long hold) {
    Call call = calls.get(hold);
    return call == null ? null : call.settlement;
  }

  /** The database knows of a hold's end. */
  synchronized void written(long hold) {
    Call call = calls.remove(hold);
    if (call != null && call.settlement != null) {
      call.pages.count(-1);
      if (call.pages.account != null) {
        call.pages.account.unwritten -= call.settlement.charged().nanos();
      }
    }
  }

  /** The pages of a payer, or null when somebody of them is not here. */
  private @Nullable Pages pages(Payer payer) {
    Account account = find(accounts, payer.accountId());
    Owner project = find(owners, payer.projectId());
    Owner key = find(owners, payer.keyId());
    boolean areHere =
        (payer.accountId() == null || account != null)
            && (payer.projectId() == null || project != null)
            && (payer.keyId() == null || key != null);
    return areHere ? new Pages(payer, account, project, key) : null;
  }

  private static <K, P extends Page> @Nullable P find(Shelf<K, P> shelf, @Nullable K key) {
    return key == null ? null : shelf.find(key);
  }

  /** The most that a payer's call may ask for, or null when somebody of them is not here. */
  synchronized @Nullable Affordable affordable(Payer payer, long day) {
    Pages pages = pages(payer);
    return pages == null ? null : pages.room(day(day)).affordable();
  }

  /** Brings who is missing. For the writer's thread, between two transactions. */
  void bring(Statements db, Payer payer) throws SQLException {
    Long account = payer.accountId();
    if (account != null && balance(account) == null) {
      Balance balance = balance(db, account);
      synchronized (this) {
        accounts.put(account, new Account(balance));
      }
    }
    bring(db, payer.projectId());
    bring(db, payer.keyId());
  }

  private void bring(Statements db, @Nullable String id) throws SQLException {
    synchronized (this) {
      if (id == null || owners.find(id) != null) {
        return;
      }
    }
    Allowance stored = db.first(AllowanceRows.FIND, AllowanceRows::read, id);
    synchronized (this) {
      owners.put(id, new Owner(stored == null ? new Allowance(NOTHING) : stored));
    }
  }

  private static Balance balance(Statements db, long account) throws SQLException {
    Balance balance =
        db.first(
            "SELECT available, used FROM balance WHERE account_id = ?",
            row ->
                new Balance(Money.nanos(row.getLong(1)), Money.ZERO, Money.nanos(row.getLong(2))),
            account);
    return balance == null ? Balance.EMPTY : balance;
  }

  /** An account's figures, or null when it is not here. */
  synchronized @Nullable Balance balance(long id) {
    Account account = accounts.find(id);
    return account == null ? null : account.balance();
  }

  /** What a key or project has used, or null when it is not here. */
  synchronized @Nullable Spending spending(String id, Period period, long day) {
    Allowance allowance = Pages.allowance(owners.find(id), day(day));
    return allowance == null ? null : allowance.spending(period);
  }

  /** Credit that came in, once that is committed. */
  synchronized void give(long id, Money amount) {
    Account account = accounts.find(id);
    if (account != null) {
      account.available += amount.nanos();
    }
  }

  /**
   * Takes credit back, before that is committed, so that no call gets it.
   *
   * @param stored what is available where the account is not here
   * @return by how much the credit changes; empty when there is too little
   */
  synchronized Optional<Money> take(Correction correction, Money stored) {
    Account account = accounts.find(correction.accountId());
    Money available = account == null ? stored : Money.nanos(account.available);
    Optional<Money> amount = correction.amountOf(available);
    if (account != null) {
      amount.ifPresent(change -> account.available += change.nanos());
    }
    return amount;
  }

  /** What is available, where the account is not here as it is stored. */
  synchronized Money available(long id, Money stored) {
    Account account = accounts.find(id);
    return account == null ? stored : Money.nanos(account.available);
  }

  /** A key or project has other bounds now. */
  synchronized void bound(String id, Budget budget) {
    Owner owner = owners.find(id);
    if (owner != null) {
      owner.allowance.bound(budget);
    }
  }

  /** The holds whose calls run. */
  synchronized List<OpenHold> open() {
    return calls.values().stream()
        .filter(call -> call.settlement == null)
        .map(call -> call.opened)
        .toList();
  }

  /**
   * The accounts here whose figures are not those of the database and of what it does not know yet.
   * For the writer's thread, between two transactions.
   */
  List<Mismatch> compare(Statements db) throws SQLException {
    List<Mismatch> found = new ArrayList<>();
    Map<Long, Money> here = expected();
    for (Map.Entry<Long, Money> account : here.entrySet()) {
      Money stored = balance(db, account.getKey()).available();
      if (!stored.equals(account.getValue())) {
        found.add(
            LedgerCheck.mismatch(
                "account " + account.getKey(),
                "credit available in memory",
                account.getValue().nanos(),
                stored.nanos()));
      }
    }
    return found;
  }

  /** What the database must say is available. */
  private synchronized Map<Long, Money> expected() {
    Map<Long, Money> expected = new LinkedHashMap<>();
    accounts.pages.forEach(
        (id, account) ->
            expected.put(id, Money.nanos(account.available + account.held + account.unwritten)));
    return expected;
  }
}

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
  private final Map<Long, OpenHold> open = new HashMap<>();

  /** Of holds that have ended, and not in the database yet. */
  private final Map<Long, Settlement> unwritten = new HashMap<>();

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

  /** What came of asking for a hold. */
  sealed interface Answer {}

  /** The hold is there. */
  record Granted() implements Answer {}

  /** There is not enough. */
  record Refused(VaultGateException why) implements Answer {}

  /** Somebody of those who pay is not here. */
  record Unknown() implements Answer {}

  private static final Answer GRANTED = new Granted();
  private static final Answer UNKNOWN = new Unknown();

  /** The day of the books. */
  synchronized long day(long day) {
    today = Math.max(today, day);
    return today;
  }

  /** Sets credit and tokens aside, if they are there. */
  synchronized Answer hold(OpenHold opened, long day) {
    HoldRequest request = opened.hold().request();
    Room room = room(request.payer(), day);
    if (room == null) {
      return UNKNOWN;
    }
    VaultGateException refusal = room.refusal(request);
    if (refusal != null) {
      return new Refused(refusal);
    }
    open.put(opened.hold().id(), opened);
    move(request, 1);
    return GRANTED;
  }

  /** What ended a hold. */
  record Ended(OpenHold opened, Settlement settlement, long day) {}

  /**
   * Ends a hold; null when it has ended before, or is of an earlier process.
   *
   * @param cost what was used; what the hold does not cover is taken from what else there is
   */
  synchronized @Nullable Ended end(long hold, Money cost, long tokens, long day) {
    OpenHold opened = open.remove(hold);
    if (opened == null) {
      return null;
    }
    HoldRequest request = opened.hold().request();
    Payer payer = request.payer();
    long on = day(day);
    Settlement settlement = new Settlement(cost, Money.ZERO);
    if (cost.compareTo(request.amount()) > 0) {
      Room room = room(payer, on);
      Money further = room == null ? Money.ZERO : Money.nanos(room.creditLeft());
      settlement = LedgerRules.split(opened.hold(), cost, further);
    }
    move(request, -1);
    use(payer, settlement.charged().nanos(), tokens, on);
    unwritten.put(hold, settlement);
    return new Ended(opened, settlement, on);
  }

  private void move(HoldRequest request, int sign) {
    Payer payer = request.payer();
    long credit = sign * request.amount().nanos();
    long tokens = sign * request.tokens();
    Account account = account(payer);
    if (account != null) {
      account.available -= credit;
      account.held += credit;
      // An end is a call's until it is committed.
      account.calls += sign > 0 ? 1 : 0;
    }
    for (Owner owner : owners(payer)) {
      owner.allowance.hold(credit, tokens);
      owner.calls += sign > 0 ? 1 : 0;
    }
  }

  private void use(Payer payer, long credit, long tokens, long day) {
    Account account = account(payer);
    if (account != null) {
      account.available -= credit;
      account.used += credit;
      account.unwritten += credit;
    }
    for (Owner owner : owners(payer)) {
      owner.allowance.turn(day);
      owner.allowance.use(credit, tokens, day);
    }
  }

  /** How a hold ended that has; null when the database knows. */
  synchronized @Nullable Settlement ended(long hold) {
    return unwritten.get(hold);
  }

  /** The database knows of a hold's end. */
  synchronized void written(Hold hold, Money charged) {
    unwritten.remove(hold.id());
    Payer payer = hold.request().payer();
    Account account = account(payer);
    if (account != null) {
      account.unwritten -= charged.nanos();
      account.calls--;
    }
    for (Owner owner : owners(payer)) {
      owner.calls--;
    }
  }

  private @Nullable Account account(Payer payer) {
    return payer.accountId() == null ? null : accounts.find(payer.accountId());
  }

  private List<Owner> owners(Payer payer) {
    List<Owner> found = new ArrayList<>(2);
    for (String id : ids(payer)) {
      Owner owner = owners.find(id);
      if (owner != null) {
        found.add(owner);
      }
    }
    return found;
  }

  private static List<String> ids(Payer payer) {
    List<String> ids = new ArrayList<>(2);
    if (payer.projectId() != null) {
      ids.add(payer.projectId());
    }
    if (payer.keyId() != null) {
      ids.add(payer.keyId());
    }
    return ids;
  }

  /** The most that a payer's call may ask for, or null when somebody of them is not here. */
  synchronized @Nullable Affordable affordable(Payer payer, long day) {
    Room room = room(payer, day);
    return room == null ? null : room.affordable();
  }

  private @Nullable Room room(Payer payer, long day) {
    Account account = account(payer);
    Allowance project = allowance(payer.projectId(), day);
    Allowance key = allowance(payer.keyId(), day);
    boolean isKnown =
        (payer.accountId() == null || account != null)
            && (payer.projectId() == null || project != null)
            && (payer.keyId() == null || key != null);
    return isKnown
        ? new Room(payer, account == null ? Allowance.UNBOUNDED : account.available, project, key)
        : null;
  }

  private @Nullable Allowance allowance(@Nullable String id, long day) {
    Owner owner = id == null ? null : owners.find(id);
    if (owner == null) {
      return null;
    }
    owner.allowance.turn(day(day));
    return owner.allowance;
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
    for (String id : ids(payer)) {
      bring(db, id);
    }
  }

  private void bring(Statements db, String id) throws SQLException {
    synchronized (this) {
      if (owners.find(id) != null) {
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
    Allowance allowance = allowance(id, day);
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
    return List.copyOf(open.values());
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

package dev.vaultgate.router.store;

import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.EntryKind;
import dev.vaultgate.router.credit.EntryPage;
import dev.vaultgate.router.credit.EntryQuery;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.KeySpending;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.ReferenceTakenException;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.time.SystemTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in maps, guarded by this object's monitor. Of its transfers it keeps the sums and the
 * latest thousands, of its settlements the same, so that it does not grow with the number of calls.
 */
final class InMemoryLedger implements Ledger {

  private static final int ENDED_MAX = 10_000;

  private final InMemoryKeys keys;
  private final Map<Long, Balance> balances = new HashMap<>();
  private final Map<String, KeySpending> spending = new HashMap<>();
  private final Map<Side, Money> sums = new HashMap<>();
  private final Map<String, Entered> entered = new HashMap<>();
  private final InMemoryEntries entries;
  private final Map<Long, Hold> open = new HashMap<>();
  private final Map<Long, Settlement> ended =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Settlement> eldest) {
          return size() > ENDED_MAX;
        }
      };
  private long lastHold;

  /** One side of a transfer: of an account, or the operator's concerning it. */
  private record Side(long accountId, String name) {}

  /** What gave or took credit. */
  private record Entered(EntryKind kind, long accountId, Money amount) {}

  InMemoryLedger(InMemoryKeys keys, SystemTime time) {
    this.keys = keys;
    this.entries = new InMemoryEntries(time);
  }

  @Override
  public synchronized Hold hold(HoldRequest request) {
    if (request.isNothing()) {
      return new Hold(0, request);
    }
    Long account = request.accountId();
    String key = request.keyId();
    Money amount = request.amount();
    if (account != null && balance(account).available().compareTo(amount) < 0) {
      throw LedgerRules.accountRefuses(balance(account).available(), amount);
    }
    Money left = key == null ? null : leftOfCap(key);
    if (left != null && left.compareTo(amount) < 0) {
      throw LedgerRules.keyRefuses(left, amount);
    }
    Hold hold = new Hold(++lastHold, request);
    open.put(hold.id(), hold);
    if (account != null) {
      change(account, amount.negated(), amount, Money.ZERO);
      transfer(account, "available", "held", amount);
    }
    if (key != null) {
      spend(key, amount, Money.ZERO);
    }
    return hold;
  }

  @Override
  public synchronized Settlement settle(Hold hold, Charge charge) {
    if (hold.isNothing()) {
      return new Settlement(charge.cost(), Money.ZERO);
    }
    if (open.remove(hold.id()) == null) {
      return ended.getOrDefault(hold.id(), Settlement.NOTHING);
    }
    Settlement settlement =
        LedgerRules.split(
            hold, charge.cost(), furtherCredit(hold.request().accountId(), hold.request().keyId()));
    end(hold, settlement);
    ended.put(hold.id(), settlement);
    return settlement;
  }

  private void end(Hold hold, Settlement settlement) {
    Long account = hold.request().accountId();
    Money charged = settlement.charged();
    if (account != null) {
      Money fromHold = charged.min(hold.amount());
      change(account, hold.amount().minus(charged), hold.amount().negated(), charged);
      transfer(account, "held", "revenue", fromHold);
      transfer(account, "held", "available", hold.amount().minus(fromHold));
      transfer(account, "available", "revenue", charged.minus(fromHold));
      transfer(account, "operator_loss", "revenue", settlement.operatorLoss());
      entries.charged(hold.request(), charged);
    }
    String key = hold.request().keyId();
    if (key != null) {
      spend(key, hold.amount().negated(), charged);
    }
  }

  @Override
  public void settleSurely(Hold hold, Charge charge) {
    settle(hold, charge);
  }

  @Override
  public void settleLater(Hold hold, Charge charge) {
    settle(hold, charge);
  }

  @Override
  public synchronized void release(Hold hold) {
    if (!hold.isNothing() && open.remove(hold.id()) != null) {
      end(hold, Settlement.NOTHING);
    }
  }

  @Override
  public synchronized boolean topUp(long accountId, Money amount, String reference, String note) {
    LedgerRules.checkTopUp(amount, reference);
    Entered topUp = new Entered(EntryKind.TOPUP, accountId, amount);
    Entered before = before(accountId, reference);
    if (before != null && !before.equals(topUp)) {
      throw new ReferenceTakenException(reference);
    }
    return before == null && enter(topUp, reference, note);
  }

  @Override
  public synchronized Correction.Result correct(Correction correction) {
    LedgerRules.checkCorrection(correction);
    long account = correction.accountId();
    Entered before = before(account, correction.reference());
    if (before == null) {
      Money available = balance(account).available();
      Money amount =
          correction
              .amountOf(available)
              .orElseThrow(() -> LedgerRules.notThere(correction.amount(), available));
      enter(
          new Entered(correction.kind(), account, amount),
          correction.reference(),
          correction.note());
      return new Correction.Result(true, amount);
    }
    if (before.kind != correction.kind()
        || before.accountId != account
        || !correction.mayHaveMoved(before.amount)) {
      throw new ReferenceTakenException(correction.reference());
    }
    return new Correction.Result(false, before.amount);
  }

  private @Nullable Entered before(long accountId, String reference) {
    if (!keys.hasAccount(accountId)) {
      throw LedgerRules.unknownAccount(accountId);
    }
    return entered.get(reference);
  }

  private boolean enter(Entered entry, String reference, String note) {
    long account = entry.accountId;
    if (!LedgerRules.mayBeGiven(balance(account), entry.amount)) {
      throw LedgerRules.givenTooMuch(account);
    }
    entered.put(reference, entry);
    change(account, entry.amount, Money.ZERO, Money.ZERO);
    transfer(account, "topup", "available", entry.amount);
    entries.add(entry.kind, account, entry.amount, "", "", reference, note);
    return true;
  }

  @Override
  public synchronized EntryPage entries(EntryQuery query, int max, @Nullable Long from) {
    return entries.page(query, max, from);
  }

  @Override
  public synchronized Balance balance(long accountId) {
    return balances.getOrDefault(accountId, Balance.EMPTY);
  }

  @Override
  public synchronized KeySpending spending(String keyId) {
    return spending.getOrDefault(keyId, KeySpending.NONE);
  }

  @Override
  public synchronized Money affordable(@Nullable Long accountId, @Nullable String keyId) {
    Money further = furtherCredit(accountId, keyId);
    return further == null ? LedgerRules.GIVEN_MAX : further;
  }

  /** What the account has and the key's cap leaves, or null where neither bounds it. */
  private @Nullable Money furtherCredit(@Nullable Long accountId, @Nullable String keyId) {
    Money available = accountId == null ? null : balance(accountId).available();
    Money left = keyId == null ? null : leftOfCap(keyId);
    return LedgerRules.least(available, left);
  }

  private @Nullable Money leftOfCap(String keyId) {
    Money cap = keys.find(keyId).map(ApiKey::creditCap).orElse(null);
    KeySpending spent = spending(keyId);
    return cap == null ? null : LedgerRules.left(cap, spent.spent(), spent.held());
  }

  @Override
  public synchronized List<Mismatch> verify() {
    List<Mismatch> found = new ArrayList<>();
    Map<Long, Money> heldByAccount = new HashMap<>();
    Map<String, Money> heldByKey = new HashMap<>();
    for (Hold hold : open.values()) {
      Long account = hold.request().accountId();
      String key = hold.request().keyId();
      if (account != null) {
        heldByAccount.merge(account, hold.amount(), Money::plus);
      }
      if (key != null) {
        heldByKey.merge(key, hold.amount(), Money::plus);
      }
    }
    balances.forEach(
        (account, balance) -> {
          String owner = "account " + account;
          compare(found, owner, "available", balance.available(), sum(account, "available"));
          compare(found, owner, "held", balance.held(), sum(account, "held"));
          compare(
              found,
              owner,
              "held",
              balance.held(),
              heldByAccount.getOrDefault(account, Money.ZERO));
          compare(
              found,
              owner,
              "used",
              balance.used(),
              sum(account, "revenue").plus(sum(account, "operator_loss")));
        });
    spending.forEach(
        (key, spent) ->
            compare(
                found,
                "key " + key,
                "held",
                spent.held(),
                heldByKey.getOrDefault(key, Money.ZERO)));
    return found;
  }

  private static void compare(
      List<Mismatch> found, String owner, String what, Money recorded, Money computed) {
    if (!recorded.equals(computed)) {
      found.add(new Mismatch(owner, what, recorded, computed));
    }
  }

  private Money sum(long account, String side) {
    return sums.getOrDefault(new Side(account, side), Money.ZERO);
  }

  private void change(long account, Money available, Money held, Money used) {
    Balance old = balance(account);
    balances.put(
        account,
        new Balance(old.available().plus(available), old.held().plus(held), old.used().plus(used)));
  }

  private void spend(String key, Money held, Money spent) {
    KeySpending old = spending(key);
    spending.put(key, new KeySpending(old.held().plus(held), old.spent().plus(spent)));
  }

  private void transfer(long account, String from, String to, Money amount) {
    sums.merge(new Side(account, from), amount.negated(), Money::plus);
    sums.merge(new Side(account, to), amount, Money::plus);
  }
}

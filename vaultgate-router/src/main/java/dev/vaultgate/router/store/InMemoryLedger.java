package dev.vaultgate.router.store;

import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.router.credit.Affordable;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.EntryKind;
import dev.vaultgate.router.credit.EntryPage;
import dev.vaultgate.router.credit.EntryQuery;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Period;
import dev.vaultgate.router.credit.ReferenceTakenException;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.credit.Spending;
import dev.vaultgate.router.idempotency.StoredAnswer;
import dev.vaultgate.router.time.SystemTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in maps, guarded by this object's monitor. Of its transfers it keeps the sums and the
 * latest thousands, of its settlements the same, so that it does not grow with the number of calls.
 */
final class InMemoryLedger implements Ledger {

  private static final int ENDED_MAX = 10_000;

  /** Of a key or project that is not there. */
  private static final Budget NOTHING = Budget.NONE.withCredit(Period.TOTAL, Money.ZERO);

  private final InMemoryKeys keys;
  private final InMemoryProjects projects;
  private final InMemoryClaims claims;
  private final SystemTime time;
  private final Map<Long, Balance> balances = new HashMap<>();
  private final Map<String, Allowance> allowances = new HashMap<>();
  private final Map<Side, Money> sums = new HashMap<>();
  private final Map<String, Entered> entered = new HashMap<>();
  private final InMemoryEntries entries;
  private final Map<Long, Hold> open = new HashMap<>();

  /** A defect alone leaves any. */
  private final Set<Long> expired = new HashSet<>();

  private final Map<Long, Settlement> ended =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Settlement> eldest) {
          return size() > ENDED_MAX;
        }
      };
  private long lastHold;

  /** The last day of the books, in days since 1970: a clock that is set back opens none again. */
  private long today;

  /** One side of a transfer: of an account, or the operator's concerning it. */
  private record Side(long accountId, String name) {}

  /** What gave or took credit. */
  private record Entered(EntryKind kind, long accountId, Money amount) {}

  InMemoryLedger(
      InMemoryKeys keys, InMemoryProjects projects, InMemoryClaims claims, SystemTime time) {
    this.keys = keys;
    this.projects = projects;
    this.claims = claims;
    this.time = time;
    this.entries = new InMemoryEntries(keys, time);
  }

  @Override
  public synchronized Hold hold(HoldRequest request) {
    if (request.claim() != null) {
      claims.make(request.claim());
    }
    if (request.isNothing()) {
      return new Hold(0, request);
    }
    Room room = room(request.payer());
    VaultGateException refusal = room.refusal(request);
    if (refusal != null) {
      endClaim(request, null);
      throw refusal;
    }
    Hold hold = new Hold(++lastHold, request);
    open.put(hold.id(), hold);
    Long account = request.payer().accountId();
    Money amount = request.amount();
    if (account != null) {
      change(account, amount.negated(), amount, Money.ZERO);
      transfer(account, "available", "held", amount);
    }
    room.allowances().forEach(owner -> owner.hold(amount.nanos(), request.tokens()));
    return hold;
  }

  @Override
  public synchronized Settlement settle(Hold hold, Charge charge) {
    if (hold.isNothing()) {
      endClaim(hold.request(), charge.remembered());
      return new Settlement(charge.cost(), Money.ZERO);
    }
    if (open.remove(hold.id()) == null) {
      return expired.remove(hold.id())
          ? late(hold, charge)
          : ended.getOrDefault(hold.id(), Settlement.NOTHING);
    }
    Room room = room(hold.request().payer());
    Settlement settlement = LedgerRules.split(hold, charge.cost(), Money.nanos(room.creditLeft()));
    end(hold, settlement, charge.tokens());
    endClaim(hold.request(), charge.remembered());
    ended.put(hold.id(), settlement);
    return settlement;
  }

  /** A hold expired, and its credit may be spent: the operator's loss. */
  private Settlement late(Hold hold, Charge charge) {
    Settlement loss = new Settlement(Money.ZERO, charge.cost());
    Long account = hold.request().payer().accountId();
    if (account != null) {
      transfer(account, "operator_loss", "revenue", charge.cost());
    }
    ended.put(hold.id(), loss);
    return loss;
  }

  synchronized long latestHold() {
    return lastHold;
  }

  synchronized int releaseDead(long upTo, LongPredicate lives) {
    List<Hold> dead =
        open.values().stream().filter(h -> h.id() <= upTo && !lives.test(h.id())).toList();
    for (Hold hold : dead) {
      open.remove(hold.id());
      end(hold, Settlement.NOTHING, 0);
      endClaim(hold.request(), null);
      expired.add(hold.id());
    }
    return dead.size();
  }

  private void endClaim(HoldRequest request, @Nullable StoredAnswer answer) {
    if (request.claim() != null) {
      claims.end(request.claim(), answer);
    }
  }

  private void end(Hold hold, Settlement settlement, long tokens) {
    Long account = hold.request().payer().accountId();
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
    for (Allowance owner : room(hold.request().payer()).allowances()) {
      owner.hold(-hold.amount().nanos(), -hold.request().tokens());
      owner.use(charged.nanos(), tokens, today);
    }
  }

  @Override
  public synchronized void release(Hold hold) {
    if (hold.isNothing()) {
      endClaim(hold.request(), null);
    } else if (open.remove(hold.id()) != null) {
      end(hold, Settlement.NOTHING, 0);
      endClaim(hold.request(), null);
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
  public synchronized Spending spending(String owner, Period period) {
    return boundsOf(owner).isPresent() ? allowance(owner).spending(period) : Spending.NONE;
  }

  @Override
  public synchronized Affordable affordable(Payer payer) {
    return room(payer).affordable();
  }

  private Room room(Payer payer) {
    Long account = payer.accountId();
    String project = payer.projectId();
    String key = payer.keyId();
    return new Room(
        payer,
        account == null ? Allowance.UNBOUNDED : balance(account).available().nanos(),
        project == null ? null : allowance(project),
        key == null ? null : allowance(key));
  }

  /** What a key or project has used, with its bounds as they are now. */
  private Allowance allowance(String owner) {
    Allowance allowance = allowances.computeIfAbsent(owner, id -> new Allowance(Budget.NONE));
    allowance.bound(boundsOf(owner).orElse(NOTHING));
    today = Math.max(today, time.today().toEpochDay());
    allowance.turn(today);
    return allowance;
  }

  private Optional<Budget> boundsOf(String owner) {
    return keys.find(owner)
        .map(key -> key.terms().budget())
        .or(() -> projects.find(owner).map(project -> project.terms().budget()));
  }

  @Override
  public synchronized List<Mismatch> verify() {
    List<Mismatch> found = new ArrayList<>();
    balances.forEach(
        (account, balance) -> {
          String owner = "account " + account;
          compare(found, owner, "credit available", balance.available(), sum(account, "available"));
          compare(found, owner, "credit held", balance.held(), sum(account, "held"));
          compare(
              found,
              owner,
              "credit held",
              balance.held(),
              held(hold -> account.equals(hold.request().payer().accountId())));
          compare(
              found,
              owner,
              "credit used",
              balance.used(),
              sum(account, "revenue").plus(sum(account, "operator_loss")));
        });
    allowances.forEach(
        (owner, allowance) ->
            compare(
                found,
                owner,
                "credit held",
                allowance.spending(Period.TOTAL).held(),
                held(hold -> isCharged(hold.request().payer(), owner))));
    return found;
  }

  private static boolean isCharged(Payer payer, String owner) {
    return owner.equals(payer.keyId()) || owner.equals(payer.projectId());
  }

  private Money held(Predicate<Hold> which) {
    return open.values().stream().filter(which).map(Hold::amount).reduce(Money.ZERO, Money::plus);
  }

  private static void compare(
      List<Mismatch> found, String owner, String what, Money recorded, Money computed) {
    if (!recorded.equals(computed)) {
      found.add(LedgerCheck.mismatch(owner, what, recorded.nanos(), computed.nanos()));
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

  private void transfer(long account, String from, String to, Money amount) {
    sums.merge(new Side(account, from), amount.negated(), Money::plus);
    sums.merge(new Side(account, to), amount, Money::plus);
  }
}

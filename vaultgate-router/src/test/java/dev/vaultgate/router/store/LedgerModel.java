package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.KeySpending;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Settlement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger shall do, in the plainest way there is: whole numbers in maps, for one thread. It
 * shares no code with the real ones.
 */
final class LedgerModel {

  private static final class Purse {
    long available;
    long held;
    long used;
  }

  private static final class Spending {
    @Nullable Long cap;
    long held;
    long spent;
  }

  private final Map<Long, Purse> purses = new HashMap<>();
  private final Map<String, Spending> spendings = new HashMap<>();
  private final Set<Long> open = new HashSet<>();
  private final Map<Long, Settlement> settled = new HashMap<>();
  private final Set<Long> expired = new HashSet<>();
  private final Set<String> references = new HashSet<>();

  void account(long id) {
    purses.put(id, new Purse());
  }

  void key(String id, @Nullable Long cap) {
    spendings.computeIfAbsent(id, absent -> new Spending()).cap = cap;
  }

  boolean topUp(long account, long amount, String reference) {
    if (!references.add(reference)) {
      return false;
    }
    purse(account).available += amount;
    return true;
  }

  /** How much of it could be taken back. */
  long takeBack(long account, long amount) {
    long taken = Math.min(amount, purse(account).available);
    purse(account).available -= taken;
    return taken;
  }

  /** Whether a hold of this much is granted; {@link #granted} then says under which number. */
  boolean affords(HoldRequest request) {
    long amount = request.amount().nanos();
    Long account = request.accountId();
    String key = request.keyId();
    return (account == null || purse(account).available >= amount)
        && (key == null || left(key) == null || left(key) >= amount);
  }

  void granted(Hold hold) {
    move(hold.request(), hold.amount().nanos(), 0);
    open.add(hold.id());
  }

  Settlement settle(Hold hold, long used) {
    if (!open.remove(hold.id())) {
      return late(hold, used);
    }
    long amount = hold.amount().nanos();
    HoldRequest request = hold.request();
    long paid = used;
    if (used > amount) {
      long further = used - amount;
      if (request.accountId() != null) {
        further = Math.min(further, purse(request.accountId()).available);
      }
      if (request.keyId() != null && left(request.keyId()) != null) {
        further = Math.min(further, left(request.keyId()));
      }
      paid = amount + further;
    }
    move(request, -amount, paid);
    Settlement settlement = new Settlement(Money.nanos(paid), Money.nanos(used - paid));
    settled.put(hold.id(), settlement);
    return settlement;
  }

  private Settlement late(Hold hold, long used) {
    if (expired.contains(hold.id()) && used > 0 && !settled.containsKey(hold.id())) {
      settled.put(hold.id(), new Settlement(Money.ZERO, Money.nanos(used)));
    }
    return settled.getOrDefault(hold.id(), Settlement.NOTHING);
  }

  void release(Hold hold) {
    if (open.remove(hold.id())) {
      move(hold.request(), -hold.amount().nanos(), 0);
    }
  }

  /** The process ended, and another began. */
  void crash(Iterable<Hold> holds) {
    for (Hold hold : holds) {
      if (open.contains(hold.id())) {
        release(hold);
        expired.add(hold.id());
      }
    }
  }

  Balance balance(long account) {
    Purse purse = purse(account);
    return new Balance(
        Money.nanos(purse.available), Money.nanos(purse.held), Money.nanos(purse.used));
  }

  KeySpending spending(String key) {
    Spending spending = spendingOf(key);
    return new KeySpending(Money.nanos(spending.held), Money.nanos(spending.spent));
  }

  /** Takes what a hold adds (or, below zero, gives back), and what is paid. */
  private void move(HoldRequest request, long held, long paid) {
    if (request.accountId() != null) {
      Purse purse = purse(request.accountId());
      purse.available -= held + paid;
      purse.held += held;
      purse.used += paid;
    }
    if (request.keyId() != null) {
      Spending spending = spendingOf(request.keyId());
      spending.held += held;
      spending.spent += paid;
    }
  }

  private @Nullable Long left(String key) {
    Spending spending = spendingOf(key);
    return spending.cap == null
        ? null
        : Long.valueOf(Math.max(0, spending.cap - spending.spent - spending.held));
  }

  private Purse purse(long account) {
    Purse purse = purses.get(account);
    if (purse == null) {
      throw new IllegalArgumentException("account " + account);
    }
    return purse;
  }

  private Spending spendingOf(String key) {
    Spending spending = spendings.get(key);
    if (spending == null) {
      throw new IllegalArgumentException("key " + key);
    }
    return spending;
  }
}

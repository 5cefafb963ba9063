package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Budget;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import dev.vaultgate.router.credit.Period;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.credit.Spending;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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

  /** Of a key or a project. What was used in this month is kept by its day. */
  private static final class Owner {
    Budget budget = Budget.NONE;
    long creditHeld;
    long tokensHeld;
    final long[] used = new long[2];
    final Map<LocalDate, long[]> usedOn = new HashMap<>();

    long used(int what, Period period, LocalDate today) {
      return switch (period) {
        case TOTAL -> used[what];
        case DAY -> usedOn.getOrDefault(today, new long[2])[what];
        case MONTH -> usedOn.values().stream().mapToLong(day -> day[what]).sum();
      };
    }
  }

  private static final int CREDIT = 0;
  private static final int TOKENS = 1;

  private final Map<Long, Purse> purses = new HashMap<>();
  private final Map<String, Owner> owners = new HashMap<>();
  private final Set<Long> open = new HashSet<>();
  private final Map<Long, Settlement> settled = new HashMap<>();
  private final Set<Long> expired = new HashSet<>();
  private final Set<String> references = new HashSet<>();
  private LocalDate today = LocalDate.EPOCH;

  void account(long id) {
    purses.put(id, new Purse());
  }

  /** A key or project has this budget. */
  void budget(String owner, Budget budget) {
    owners.computeIfAbsent(owner, absent -> new Owner()).budget = budget;
  }

  /** A day that is over does not come again. */
  void itIs(LocalDate day) {
    LocalDate before = today;
    today = day.isAfter(today) ? day : today;
    if (!before.withDayOfMonth(1).equals(today.withDayOfMonth(1))) {
      owners.values().forEach(owner -> owner.usedOn.clear());
    }
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

  /** What a request should come to. */
  enum Answer {
    GRANTED,
    NO_CREDIT,
    NO_TOKENS
  }

  /** What a hold of this much comes to; {@link #granted} then says under which number. */
  Answer answer(HoldRequest request) {
    if (creditLeft(request.payer()) < request.amount().nanos()) {
      return Answer.NO_CREDIT;
    }
    return tokensLeft(request.payer()) < request.tokens() ? Answer.NO_TOKENS : Answer.GRANTED;
  }

  long creditLeft(Payer payer) {
    long least = payer.accountId() == null ? Long.MAX_VALUE : purse(payer.accountId()).available;
    for (Owner owner : owners(payer)) {
      for (Map.Entry<Period, Money> bound : owner.budget.credit().entrySet()) {
        long used = owner.used(CREDIT, bound.getKey(), today);
        long left = Math.max(0, bound.getValue().nanos() - used - owner.creditHeld);
        least = Math.min(least, left);
      }
    }
    return least;
  }

  long tokensLeft(Payer payer) {
    long least = Long.MAX_VALUE;
    for (Owner owner : owners(payer)) {
      for (Map.Entry<Period, Long> bound : owner.budget.tokens().entrySet()) {
        long used = owner.used(TOKENS, bound.getKey(), today);
        least = Math.min(least, Math.max(0, bound.getValue() - used - owner.tokensHeld));
      }
    }
    return least;
  }

  void granted(Hold hold) {
    hold(hold.request(), 1);
    open.add(hold.id());
  }

  Settlement settle(Hold hold, long cost, long tokens) {
    if (!open.remove(hold.id())) {
      return late(hold, cost);
    }
    long amount = hold.amount().nanos();
    long paid =
        cost <= amount
            ? cost
            : amount + Math.min(cost - amount, creditLeft(hold.request().payer()));
    hold(hold.request(), -1);
    use(hold.request().payer(), paid, tokens);
    Settlement settlement = new Settlement(Money.nanos(paid), Money.nanos(cost - paid));
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
      hold(hold.request(), -1);
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

  Spending spending(String id, Period period) {
    Owner owner = owner(id);
    return new Spending(
        Money.nanos(owner.creditHeld),
        Money.nanos(owner.used(CREDIT, period, today)),
        owner.tokensHeld,
        owner.used(TOKENS, period, today));
  }

  /** Holds what is asked for, or gives it back. */
  private void hold(HoldRequest request, int sign) {
    long credit = sign * request.amount().nanos();
    Payer payer = request.payer();
    if (payer.accountId() != null) {
      purse(payer.accountId()).available -= credit;
      purse(payer.accountId()).held += credit;
    }
    for (Owner owner : owners(payer)) {
      owner.creditHeld += credit;
      owner.tokensHeld += sign * request.tokens();
    }
  }

  private void use(Payer payer, long credit, long tokens) {
    if (payer.accountId() != null) {
      purse(payer.accountId()).available -= credit;
      purse(payer.accountId()).used += credit;
    }
    for (Owner owner : owners(payer)) {
      long[] usedToday = owner.usedOn.computeIfAbsent(today, day -> new long[2]);
      for (long[] used : List.of(usedToday, owner.used)) {
        used[CREDIT] += credit;
        used[TOKENS] += tokens;
      }
    }
  }

  private List<Owner> owners(Payer payer) {
    List<Owner> found = new ArrayList<>();
    if (payer.projectId() != null) {
      found.add(owner(payer.projectId()));
    }
    if (payer.keyId() != null) {
      found.add(owner(payer.keyId()));
    }
    return found;
  }

  private Purse purse(long account) {
    return known(purses.get(account), account);
  }

  private Owner owner(String id) {
    return known(owners.get(id), id);
  }

  private static <T> T known(@Nullable T found, Object id) {
    if (found == null) {
      throw new IllegalArgumentException("unknown: " + id);
    }
    return found;
  }
}

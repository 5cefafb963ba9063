package dev.vaultgate.router.store;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Settlement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ledger in maps, guarded by this object's monitor. */
final class InMemoryLedger implements Ledger {

  private final InMemoryKeys keys;
  private final Map<Long, Balance> balances = new HashMap<>();
  private final Map<String, Money> committedByKey = new HashMap<>();
  private final Map<String, Hold> open = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Set<String> references = new HashSet<>();
  private final List<Transfer> transfers = new ArrayList<>();

  private record Transfer(String from, String to, Money amount) {}

  InMemoryLedger(InMemoryKeys keys) {
    this.keys = keys;
  }

  @Override
  public synchronized void hold(Hold hold) {
    if (hold.isNothing()) {
      return;
    }
    if (!seen.add(hold.id())) {
      throw new IllegalStateException("hold " + hold.id() + " exists");
    }
    Long account = hold.accountId();
    Money available = account == null ? null : balance(account).available();
    if (available != null && available.compareTo(hold.amount()) < 0) {
      seen.remove(hold.id());
      throw new BillingException(Refusals.account(available, hold.amount()));
    }
    Money left = leftOfKey(hold.keyId());
    if (left != null && left.compareTo(hold.amount()) < 0) {
      seen.remove(hold.id());
      throw new BillingException(Refusals.key(left, hold.amount()));
    }
    if (account != null) {
      change(account, hold.amount().negated(), hold.amount(), Money.ZERO);
      transfer("available:" + account, "held:" + account, hold.amount());
    }
    commit(hold.keyId(), hold.amount());
    open.put(hold.id(), hold);
  }

  @Override
  public synchronized Settlement settle(Hold hold, Money used) {
    if (hold.isNothing() || open.remove(hold.id()) == null) {
      return hold.isNothing() ? new Settlement(used, Money.ZERO) : Settlement.NOTHING;
    }
    commit(hold.keyId(), used.minus(hold.amount()));
    Long account = hold.accountId();
    if (account == null) {
      return new Settlement(used, Money.ZERO);
    }
    Money fromHold = used.min(hold.amount());
    Money back = hold.amount().minus(fromHold);
    Money over = used.minus(fromHold);
    Money fromAvailable = over.min(balance(account).available());
    Money loss = over.minus(fromAvailable);
    change(
        account, back.minus(fromAvailable), hold.amount().negated(), fromHold.plus(fromAvailable));
    transfer("held:" + account, "revenue:" + account, fromHold);
    transfer("held:" + account, "available:" + account, back);
    transfer("available:" + account, "revenue:" + account, fromAvailable);
    transfer("operator_loss", "revenue", loss);
    return new Settlement(fromHold.plus(fromAvailable), loss);
  }

  @Override
  public void settleLater(Hold hold, Money used) {
    settle(hold, used);
  }

  @Override
  public synchronized void release(Hold hold) {
    settle(hold, Money.ZERO);
  }

  @Override
  public synchronized boolean topUp(long accountId, Money amount, String reference) {
    Refusals.checkTopUp(amount);
    if (!references.add(reference)) {
      return false;
    }
    change(accountId, amount, Money.ZERO, Money.ZERO);
    transfer("topup", "available:" + accountId, amount);
    return true;
  }

  @Override
  public synchronized Balance balance(long accountId) {
    return balances.getOrDefault(accountId, Balance.EMPTY);
  }

  @Override
  public synchronized int releaseAbandoned() {
    return 0;
  }

  @Override
  public synchronized List<Mismatch> verify() {
    List<Mismatch> mismatches = new ArrayList<>();
    balances.forEach(
        (account, balance) -> {
          check(mismatches, account, "available", balance.available(), sum("available:" + account));
          check(mismatches, account, "held", balance.held(), sum("held:" + account));
          check(mismatches, account, "used", balance.used(), sum("revenue:" + account));
        });
    return mismatches;
  }

  private static void check(
      List<Mismatch> mismatches, long account, String what, Money recorded, Money computed) {
    if (!recorded.equals(computed)) {
      mismatches.add(new Mismatch(account, what, recorded, computed));
    }
  }

  private Money sum(String account) {
    Money sum = Money.ZERO;
    for (Transfer transfer : transfers) {
      sum = transfer.to().equals(account) ? sum.plus(transfer.amount()) : sum;
      sum = transfer.from().equals(account) ? sum.minus(transfer.amount()) : sum;
    }
    return sum;
  }

  private void change(long account, Money available, Money held, Money used) {
    Balance old = balance(account);
    balances.put(
        account,
        new Balance(old.available().plus(available), old.held().plus(held), old.used().plus(used)));
  }

  private void transfer(String from, String to, Money amount) {
    if (!amount.isZero()) {
      transfers.add(new Transfer(from, to, amount));
    }
  }

  private void commit(@Nullable String keyId, Money amount) {
    if (keyId != null) {
      committedByKey.merge(keyId, amount, Money::plus);
    }
  }

  private @Nullable Money leftOfKey(@Nullable String keyId) {
    Money cap = keyId == null ? null : keys.find(keyId).map(ApiKey::creditCap).orElse(null);
    return cap == null ? null : cap.minus(committedByKey.getOrDefault(keyId, Money.ZERO));
  }
}

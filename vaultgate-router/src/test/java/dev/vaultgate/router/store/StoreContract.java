package dev.vaultgate.router.store;

import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.credit.HoldRequest;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Payer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the contracts of a store's parts share: a store of the kind under test, and its customers.
 */
abstract class StoreContract {

  final FakeTime time = new FakeTime();
  Store store = Store.inMemory();
  private int names;

  /** A store of this kind, with nothing in it. */
  abstract Store open();

  @BeforeEach
  void openStore() {
    store = open();
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  Keys keys() {
    return new Keys(store.keys(), time);
  }

  /** An account that pays and has been given this much. */
  Account account(Money given) {
    Account account = store.keys().account("account " + ++names, false, time.now());
    if (!given.isZero()) {
      store.ledger().topUp(account.id(), given, "start of " + account.name());
    }
    return account;
  }

  /** A key of an account. */
  ApiKey key(Account account, @Nullable Money cap) {
    KeySpec spec = KeySpec.named("key " + ++names).account(account.name());
    return keys().create(cap == null ? spec : spec.creditCap(cap)).key();
  }

  /** What a call with this account's credit asks for. */
  static HoldRequest of(Account account, Money amount) {
    return new HoldRequest("request", "m-text", new Payer(account.id(), null, null), amount, 0);
  }

  /** What a call with this key and its account's credit asks for. */
  static HoldRequest of(ApiKey key, Money amount) {
    return new HoldRequest("request", "m-text", payer(key), amount, 0);
  }

  /** Who a call with this key is charged to. */
  static Payer payer(ApiKey key) {
    Project project = key.project();
    return new Payer(
        key.account().unlimited() ? null : key.account().id(),
        project == null ? null : project.id(),
        key.id());
  }

  static Money nanos(long nanos) {
    return Money.nanos(nanos);
  }
}

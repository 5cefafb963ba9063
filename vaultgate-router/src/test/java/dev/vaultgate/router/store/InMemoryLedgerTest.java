package dev.vaultgate.router.store;

class InMemoryLedgerTest extends LedgerContract {

  @Override
  Store open() {
    return Store.inMemory(time);
  }
}

package dev.vaultgate.router.store;

class InMemoryCreditTest extends CreditContract {

  @Override
  Store open() {
    return Store.inMemory(time);
  }
}

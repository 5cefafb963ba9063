package dev.vaultgate.router.store;

class InMemoryCodeStoreTest extends CodeStoreContract {

  @Override
  Store open() {
    return Store.inMemory(time);
  }
}

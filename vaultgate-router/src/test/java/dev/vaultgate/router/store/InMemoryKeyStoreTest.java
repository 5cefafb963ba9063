package dev.vaultgate.router.store;

class InMemoryKeyStoreTest extends KeyStoreContract {

  @Override
  Store open() {
    return Store.inMemory(time);
  }
}

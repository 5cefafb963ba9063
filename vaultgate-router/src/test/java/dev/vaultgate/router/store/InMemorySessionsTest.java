package dev.vaultgate.router.store;

class InMemorySessionsTest extends SessionStoreContract {

  @Override
  Store open() {
    return Store.inMemory();
  }
}

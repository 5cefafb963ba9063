package dev.vaultgate.router.store;

class InMemoryProjectStoreTest extends ProjectStoreContract {

  @Override
  Store open() {
    return Store.inMemory(time);
  }
}

package dev.vaultgate.router.store;

class InMemoryOrderStoreTest extends OrderStoreContract {

  @Override
  Store open() {
    return Store.inMemory(time);
  }
}

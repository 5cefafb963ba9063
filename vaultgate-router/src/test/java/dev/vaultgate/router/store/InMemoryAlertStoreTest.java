package dev.vaultgate.router.store;

class InMemoryAlertStoreTest extends AlertStoreContract {

  @Override
  Store open() {
    return Store.inMemory(time);
  }
}

package dev.vaultgate.router.store;

class InMemoryUsersTest extends UserStoreContract {

  @Override
  Store open() {
    return Store.inMemory();
  }
}

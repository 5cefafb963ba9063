package dev.vaultgate.router.store;

class InMemoryModelEntriesTest extends ModelEntriesContract {

  @Override
  Store open() {
    return Store.inMemory(time);
  }
}

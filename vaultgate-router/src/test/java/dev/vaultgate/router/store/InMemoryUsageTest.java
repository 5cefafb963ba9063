package dev.vaultgate.router.store;

class InMemoryUsageTest extends UsageLogContract {

  @Override
  Store open() {
    return Store.inMemory(time);
  }
}

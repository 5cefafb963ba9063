package dev.vaultgate.router.store;

class InMemoryPriceVersionsTest extends PriceVersionsContract {

  @Override
  Store open() {
    return Store.inMemory(time);
  }
}

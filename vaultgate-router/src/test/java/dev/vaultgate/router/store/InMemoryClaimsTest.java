package dev.vaultgate.router.store;

class InMemoryClaimsTest extends ClaimStoreContract {

  @Override
  Store open() {
    return Store.inMemory(time);
  }
}

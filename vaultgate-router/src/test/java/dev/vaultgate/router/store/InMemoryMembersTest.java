package dev.vaultgate.router.store;

class InMemoryMembersTest extends MemberStoreContract {

  @Override
  Store open() {
    return Store.inMemory(time);
  }
}

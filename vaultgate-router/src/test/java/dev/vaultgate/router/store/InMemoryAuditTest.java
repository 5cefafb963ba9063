package dev.vaultgate.router.store;

class InMemoryAuditTest extends AuditLogContract {

  @Override
  Store open() {
    return Store.inMemory();
  }
}

package dev.vaultgate.router.store;

class InMemoryBudgetTest extends BudgetContract {

  @Override
  Store open() {
    return Store.inMemory(time);
  }
}

package dev.vaultgate.router.store;

class InMemoryConversationStoreTest extends ConversationStoreContract {

  @Override
  Store open() {
    return Store.inMemory(time);
  }
}

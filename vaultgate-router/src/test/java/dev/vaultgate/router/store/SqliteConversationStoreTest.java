package dev.vaultgate.router.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteConversationStoreTest extends ConversationStoreContract {

  @TempDir private Path folder;

  @Override
  Store open() {
    return SqliteStore.open(folder.resolve("test.db"), time, SqliteSettings.USUAL);
  }
}

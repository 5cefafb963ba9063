package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.router.audit.AuditEntry;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteAuditTest extends AuditLogContract {

  @TempDir private Path folder;

  @Override
  Store open() {
    return SqliteStore.open(folder.resolve("test.db"), time, SqliteSettings.USUAL);
  }

  @Test
  void noEntryIsChangedOrRemovedNotEvenByHand() throws SQLException {
    store
        .audit()
        .add(new AuditEntry(Instant.EPOCH, "a", "a", "createKey", "k", null, null, "req_1", ""));

    try (Connection hand = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("test.db"));
        Statement statement = hand.createStatement()) {
      for (String change :
          new String[] {
            "UPDATE audit SET actor = 'eve'",
            "DELETE FROM audit",
            "REPLACE INTO audit SELECT * FROM audit"
          }) {
        assertThatThrownBy(() -> statement.executeUpdate(change))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("only ever added to");
      }
    }
  }
}

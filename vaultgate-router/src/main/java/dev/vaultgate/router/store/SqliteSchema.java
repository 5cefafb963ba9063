package dev.vaultgate.router.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;

/**
 * The state in which a database is before anybody uses it: whole, and of this program's schema.
 * Each migration is a transaction, so that one that was killed has not happened.
 */
final class SqliteSchema {

  private static final String MIGRATIONS = "classpath:dev/vaultgate/router/store/sqlite";

  private SqliteSchema() {}

  /**
   * Checks the file and brings it to the newest schema.
   *
   * @throws IllegalStateException when it is damaged, or newer than this program; nothing was
   *     changed then
   */
  static void migrate(DataSource database, Path file, boolean isNew) {
    if (!isNew) {
      checkIntegrity(database, file);
    }
    Flyway flyway = flyway(database);
    try {
      refuseNewer(flyway, file);
      flyway.migrate();
    } catch (FlywayException e) {
      throw new IllegalStateException(
          "The schema of the store " + file + " is not this program's: " + e.getMessage(), e);
    }
  }

  /**
   * Refuses what a newer program has written.
   *
   * @param file what to call it
   */
  static void refuseNewer(DataSource database, Path file) {
    refuseNewer(flyway(database), file);
  }

  private static Flyway flyway(DataSource database) {
    return Flyway.configure()
        .dataSource(database)
        .locations(MIGRATIONS)
        .validateMigrationNaming(true)
        // Without this, migrations that only a newer program knows would be overlooked.
        .ignoreMigrationPatterns("")
        .load();
  }

  private static void refuseNewer(Flyway flyway, Path file) {
    Arrays.stream(flyway.info().all())
        .filter(migration -> migration.getState().name().startsWith("FUTURE"))
        .map(MigrationInfo::getVersion)
        .reduce((one, other) -> other)
        .ifPresent(
            version -> {
              throw new IllegalStateException(
                  ("The store %s was written by a newer VaultGate: its schema is version %s."
                          + " Use that version, or restore a backup of before.")
                      .formatted(file, version));
            });
  }

  private static void checkIntegrity(DataSource database, Path file) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
      String finding = rows.next() ? rows.getString(1) : "no answer";
      if (!finding.equals("ok")) {
        throw damaged(file, finding, null);
      }
    } catch (SQLException e) {
      throw damaged(file, e.toString(), e);
    }
  }

  private static IllegalStateException damaged(
      Path file, String finding, @Nullable Exception cause) {
    return new IllegalStateException(
        "The store " + file + " is damaged (" + finding + "). Restore it from a backup.", cause);
  }
}

package dev.vaultgate.router.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.StringJoiner;
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

  /**
   * What the schema's history says after the last migration that there is: versions with their
   * checksums. A store of which that is true needs no Flyway, which to load and ask takes longer
   * than to open the store. Of any other Flyway is the judge.
   */
  static final String NEWEST =
      "1:1597869448 2:553683227 3:-2141326303 4:1898969675 5:-26418638 6:-1001726404 7:-476715447"
          + " 11:-533227059 12:-285616680 20:455826065 21:-241211605 22:-766670900";

  private static final String HISTORY_TABLE =
      "SELECT name FROM sqlite_master WHERE name = 'flyway_schema_history'";

  private static final String HISTORY =
      "SELECT coalesce(version, '?') || ':' || coalesce(checksum, '?')"
          + " || CASE WHEN success AND type = 'SQL' THEN '' ELSE '!' END"
          + " FROM flyway_schema_history ORDER BY installed_rank";

  private SqliteSchema() {}

  /**
   * Checks the file and brings it to the newest schema.
   *
   * @throws IllegalStateException when it is damaged, or newer than this program; nothing was
   *     changed then
   */
  static void migrate(DataSource database, Path file, boolean isNew) {
    if (!isNew && isNewest(database, file)) {
      return;
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

  /** Whether a store has had all migrations; it is whole then. */
  private static boolean isNewest(DataSource database, Path file) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      String finding = first(statement, "PRAGMA quick_check(1)");
      if (!"ok".equals(finding)) {
        throw damaged(file, String.valueOf(finding), null);
      }
      return history(statement).equals(NEWEST);
    } catch (SQLException e) {
      throw damaged(file, e.toString(), e);
    }
  }

  /** Which migrations a store has had; empty where there were none. */
  static String history(Statement statement) throws SQLException {
    if (first(statement, HISTORY_TABLE) == null) {
      return "";
    }
    StringJoiner history = new StringJoiner(" ");
    try (ResultSet rows = statement.executeQuery(HISTORY)) {
      while (rows.next()) {
        history.add(rows.getString(1));
      }
    }
    return history.toString();
  }

  private static @Nullable String first(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  private static IllegalStateException damaged(
      Path file, String finding, @Nullable Exception cause) {
    return new IllegalStateException(
        "The store " + file + " is damaged (" + finding + "). Restore it from a backup.", cause);
  }
}

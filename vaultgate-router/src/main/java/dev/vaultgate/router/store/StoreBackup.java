package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Ledger.Mismatch;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.time.SystemTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Copies of SQLite stores: makes one while the store is in use, in this process or another, looks
 * any through, and puts one in a store's place. Every method blocks; failures are {@link
 * IllegalStateException}s whose message says what was found where.
 */
public final class StoreBackup {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** What the files of a store are called behind its name; the database comes last. */
  private static final List<String> COMPANIONS = List.of("-wal", "-shm", SqliteStore.HOLDS, "");

  private StoreBackup() {}

  /**
   * Copies a store as it is at one moment, without keeping anybody from writing to it meanwhile.
   *
   * @param to a file that is not there yet
   * @return what was found in the copy, which is looked through before this returns
   */
  public static StoreReport make(Path store, Path to) {
    Path database = existing(store);
    Path copy = StoreFiles.canonical(to);
    if (Files.exists(copy)) {
      throw new IllegalStateException(
          "There is a file " + copy + " already (expected: a new name for the backup)");
    }
    copy(database, copy);
    StoreReport report = check(copy);
    if (!report.isSound()) {
      throw new IllegalStateException(
          "The backup " + copy + " is not sound: " + String.join("; ", report.problems()));
    }
    return report;
  }

  /** Looks a store or a backup through. Nothing is changed; a process may be using it. */
  public static StoreReport check(Path file) {
    Path database = existing(file);
    try (Handle handle = read(database).open()) {
      String schema =
          schema(handle)
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "The file " + database + " is no store of VaultGate"));
      List<String> problems = new ArrayList<>();
      handle
          .createQuery("PRAGMA integrity_check(20)")
          .mapTo(String.class)
          .filter(finding -> !finding.equals("ok"))
          .forEach(problems::add);
      handle
          .createQuery("PRAGMA foreign_key_check")
          .map((row, context) -> row.getString(1) + " row " + row.getLong(2) + " refers to nothing")
          .forEach(problems::add);
      for (Mismatch mismatch : LedgerCheck.run(handle)) {
        problems.add(
            "%s: %s is %s, and its transfers add up to %s"
                .formatted(
                    mismatch.owner(), mismatch.what(), mismatch.recorded(), mismatch.computed()));
      }
      return new StoreReport(
          database,
          Files.size(database),
          schema,
          number(handle, "SELECT count(*) FROM account"),
          number(handle, "SELECT count(*) FROM api_key"),
          Money.nanos(
              number(
                  handle,
                  "SELECT coalesce(sum(iif(to_side = 'topup', -amount, amount)), 0) FROM transfer"
                      + " WHERE 'topup' IN (from_side, to_side)")),
          Money.nanos(number(handle, "SELECT coalesce(sum(used), 0) FROM balance")),
          number(handle, "SELECT count(*) FROM usage_record"),
          problems);
    } catch (JdbiException e) {
      throw damaged(database, e);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + database + " cannot be read", e);
    }
  }

  /**
   * Puts a backup in a store's place. What was there is kept beside it, under the name that is
   * returned. Holds that were open when the backup was made are released when the store is opened
   * next.
   *
   * @return where the former store is, if there was one
   * @throws IllegalStateException when the backup is not sound, or a process uses the store; the
   *     store is as it was then
   */
  public static Optional<Path> restore(Path backup, Path store, SystemTime time) {
    StoreReport report = check(backup);
    if (!report.isSound()) {
      throw new IllegalStateException(
          "The backup " + report.file() + " is not sound: " + String.join("; ", report.problems()));
    }
    Path database = StoreFiles.canonical(store);
    if (database.equals(report.file())) {
      throw new IllegalStateException("The backup " + database + " is the store itself");
    }
    try (StoreLock lock = StoreLock.take(database)) {
      Path fresh = StoreFiles.beside(database, ".restoring");
      deleteWithCompanions(fresh);
      copy(report.file(), fresh);
      SQLiteDataSource source = new SQLiteDataSource();
      source.setUrl("jdbc:sqlite:" + fresh);
      SqliteSchema.refuseNewer(source, report.file());
      sync(fresh);
      Optional<Path> former = putAside(database, STAMP.format(time.now()));
      Files.move(fresh, database, StandardCopyOption.ATOMIC_MOVE);
      sync(Objects.requireNonNull(database.getParent()));
      lock.establish();
      return former;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The store " + database + " cannot be put in place: " + e.getMessage(), e);
    }
  }

  private static Path existing(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalStateException("There is no file " + file.toAbsolutePath());
    }
    return StoreFiles.canonical(file);
  }

  /** One statement, and so of one moment; in a file that only its owner can read. */
  private static void copy(Path from, Path to) {
    try (Handle handle = read(from).open()) {
      StoreFiles.makePrivate(to);
      handle.createUpdate("VACUUM INTO :to").bind("to", to.toString()).execute();
    } catch (JdbiException e) {
      throw damaged(from, e);
    } catch (IOException e) {
      throw new UncheckedIOException("The file " + to + " cannot be written", e);
    }
  }

  private static Jdbi read(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout((int) SqliteSettings.USUAL.patience().toMillis());
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return Jdbi.create(source);
  }

  private static Optional<String> schema(Handle handle) {
    boolean isStore =
        number(handle, "SELECT count(*) FROM sqlite_schema WHERE name = 'flyway_schema_history'")
            > 0;
    return isStore
        ? handle
            .createQuery(
                "SELECT version FROM flyway_schema_history WHERE success = 1"
                    + " ORDER BY installed_rank DESC LIMIT 1")
            .mapTo(String.class)
            .findOne()
        : Optional.empty();
  }

  private static long number(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Long.class).one();
  }

  private static Optional<Path> putAside(Path database, String stamp) throws IOException {
    if (!Files.exists(database)) {
      return Optional.empty();
    }
    Path former = StoreFiles.beside(database, ".before-" + stamp);
    for (String companion : COMPANIONS) {
      Path file = StoreFiles.beside(database, companion);
      if (Files.exists(file)) {
        Files.move(file, StoreFiles.beside(former, companion), StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return Optional.of(former);
  }

  private static void deleteWithCompanions(Path database) throws IOException {
    for (String companion : COMPANIONS) {
      Files.deleteIfExists(StoreFiles.beside(database, companion));
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static IllegalStateException damaged(Path file, JdbiException cause) {
    Throwable reason = cause.getCause() == null ? cause : cause.getCause();
    return new IllegalStateException(
        "The file " + file + " cannot be read as a store: " + reason.getMessage(), cause);
  }
}

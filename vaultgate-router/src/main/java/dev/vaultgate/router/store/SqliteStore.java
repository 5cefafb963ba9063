package dev.vaultgate.router.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.vaultgate.router.account.KeyStore;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.usage.UsageLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.HexFormat;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One SQLite file: a connection that writes, on a thread of its own, and a few that read. Every
 * commit reaches the disk before it is reported ({@code synchronous=FULL}).
 */
final class SqliteStore implements Store {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
  private static final int BUSY_MILLIS = 5_000;
  private static final int READERS = 4;
  private static final String MIGRATIONS = "classpath:dev/vaultgate/router/store/sqlite";

  private final StoreLock lock;
  private final SqliteWriter writer;
  private final HikariDataSource readers;
  private final KeyStore keys;
  private final Ledger ledger;
  private final UsageLog usage;

  private SqliteStore(
      StoreLock lock, SqliteWriter writer, HikariDataSource readers, SystemTime time) {
    this.lock = lock;
    this.writer = writer;
    this.readers = readers;
    Jdbi jdbi = Jdbi.create(readers);
    byte[] boot = new byte[8];
    time.fillSecret(boot);
    this.keys = new SqliteKeys(writer, jdbi);
    this.ledger = new SqliteLedger(writer, jdbi, time, HexFormat.of().formatHex(boot));
    this.usage = new SqliteUsage(writer, jdbi);
  }

  static SqliteStore open(Path file, SystemTime time) {
    prepare(file);
    StoreLock lock = StoreLock.take(file);
    try {
      SQLiteDataSource source = source(file);
      migrate(source, file);
      HikariConfig pool = new HikariConfig();
      pool.setDataSource(source);
      pool.setMaximumPoolSize(READERS);
      pool.setMinimumIdle(1);
      pool.setReadOnly(false);
      pool.setPoolName("vaultgate-readers");
      SqliteStore store =
          new SqliteStore(
              lock, new SqliteWriter(source.getConnection()), new HikariDataSource(pool), time);
      int released = store.ledger.releaseAbandoned();
      if (released > 0) {
        LOG.warn("released {} holds of a process that ended without settling them", released);
      }
      return store;
    } catch (SQLException e) {
      lock.close();
      throw new IllegalStateException(
          "The store " + file + " cannot be opened: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void prepare(Path file) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (!Files.exists(file)) {
        Files.createFile(file);
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The store " + file + " cannot be made", e);
    }
  }

  private static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static void migrate(SQLiteDataSource source, Path file) {
    try {
      Flyway.configure()
          .dataSource(source)
          .locations(MIGRATIONS)
          .validateMigrationNaming(true)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new IllegalStateException(
          "The store "
              + file
              + " cannot be used: its schema is newer than this program, or it is damaged. "
              + e.getMessage(),
          e);
    }
  }

  @Override
  public KeyStore keys() {
    return keys;
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public UsageLog usage() {
    return usage;
  }

  @Override
  public boolean isWritable() {
    return !writer.isFailing();
  }

  @Override
  public int pendingWrites() {
    return writer.pending();
  }

  @Override
  public void close() {
    writer.close();
    readers.close();
    lock.close();
  }
}

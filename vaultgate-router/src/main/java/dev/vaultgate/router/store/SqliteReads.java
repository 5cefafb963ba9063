package dev.vaultgate.router.store;

import dev.vaultgate.api.ServerException;
import dev.vaultgate.router.time.SystemTime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads, each on a connection of its own, beside the writer. What is read before the first call is
 * answered is asked for without Jdbi, which takes longer to come up than to open the store.
 */
final class SqliteReads {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteReads.class);

  /** Whoever cannot read asks again and again, and one line tells as much as a thousand. */
  private static final long TOLD_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

  private final DataSource source;
  private final SystemTime time;
  private final AtomicLong tellFrom;
  private volatile @Nullable Jdbi jdbi;

  SqliteReads(DataSource source, SystemTime time) {
    this.source = source;
    this.time = time;
    this.tellFrom = new AtomicLong(time.nanoTime());
  }

  /**
   * What is read.
   *
   * @throws ServerException {@code storage_unavailable} when it cannot be
   */
  <T> T read(HandleCallback<T, RuntimeException> query) {
    try {
      return jdbi().withHandle(query);
    } catch (JdbiException e) {
      tell(e.getCause());
      throw ServerException.storageUnavailable(e);
    }
  }

  /** Two that are first at once make two, of which one stays: it is nothing but settings. */
  private Jdbi jdbi() {
    Jdbi made = jdbi;
    if (made == null) {
      made = Jdbi.create(source);
      jdbi = made;
    }
    return made;
  }

  /**
   * The same by statements as the writer has them.
   *
   * @throws ServerException {@code storage_unavailable} when it cannot be read
   */
  <T> T ask(SqliteWriter.Work<T> query) {
    try (Statements db = new Statements(source.getConnection())) {
      return query.run(db);
    } catch (SQLException e) {
      tell(e);
      throw ServerException.storageUnavailable(e);
    }
  }

  private void tell(@Nullable Throwable failure) {
    long now = time.nanoTime();
    long from = tellFrom.get();
    if (now - from >= 0 && tellFrom.compareAndSet(from, now + TOLD_EVERY_NANOS)) {
      LOG.error("the store cannot be read: {}", String.valueOf(failure));
    }
  }
}

package dev.vaultgate.router.store;

import dev.vaultgate.api.ServerException;
import dev.vaultgate.router.time.SystemTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads, each on a connection of its own, beside the writer. */
final class SqliteReads {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteReads.class);

  /** Whoever cannot read asks again and again, and one line tells as much as a thousand. */
  private static final long TOLD_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

  private final Jdbi jdbi;
  private final SystemTime time;
  private final AtomicLong tellFrom;

  SqliteReads(Jdbi jdbi, SystemTime time) {
    this.jdbi = jdbi;
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
      return jdbi.withHandle(query);
    } catch (JdbiException e) {
      tell(e);
      throw ServerException.storageUnavailable(e);
    }
  }

  private void tell(JdbiException failure) {
    long now = time.nanoTime();
    long from = tellFrom.get();
    if (now - from >= 0 && tellFrom.compareAndSet(from, now + TOLD_EVERY_NANOS)) {
      LOG.error("the store cannot be read: {}", String.valueOf(failure.getCause()));
    }
  }
}

package dev.vaultgate.router.store;

import dev.vaultgate.api.ServerException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Reads, each on a connection of its own, beside the writer. */
final class SqliteReads {

  private final Jdbi jdbi;

  SqliteReads(Jdbi jdbi) {
    this.jdbi = jdbi;
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
      throw ServerException.storageUnavailable(e);
    }
  }
}

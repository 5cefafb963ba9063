package dev.vaultgate.router.store;

import dev.vaultgate.api.ServerException;
import dev.vaultgate.api.VaultGateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all work that waits and commits it at once: with many
 * callers a commit, and its wait for the disk, is shared by many; with one caller nothing waits for
 * company.
 *
 * <p>Work of one batch is independent: a piece that is refused by a rule of ours has changed
 * nothing. When the database itself fails a piece, the batch is rolled back and every piece is
 * tried alone.
 */
final class SqliteWriter implements AutoCloseable {

  /** A piece of work on the open transaction. */
  @FunctionalInterface
  interface Work<T> {
    T run(Statements statements) throws SQLException;
  }

  private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);
  private static final int BATCH_MAX = 256;
  private static final int QUEUE_MAX = 20_000;
  private static final long RETRY_MILLIS = 200;

  private final Connection connection;
  private final Statements statements;
  private final BlockingQueue<Task<?>> queue = new ArrayBlockingQueue<>(QUEUE_MAX);
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean failing;

  SqliteWriter(Connection connection) {
    this.connection = connection;
    this.statements = new Statements(connection);
    this.thread = new Thread(this::run, "vaultgate-writer");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Does work and returns when it is committed.
   *
   * @throws VaultGateException what the work throws, or {@code storage_unavailable}
   */
  <T> T write(Work<T> work) {
    Task<T> task = new Task<>(work, false);
    enqueue(task);
    try {
      return task.done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw ServerException.storageUnavailable(e.getCause());
    }
  }

  /** Does work some time soon, and again until it is committed. */
  void writeLater(Work<?> work) {
    enqueue(new Task<>(work, true));
  }

  int pending() {
    return queue.size();
  }

  boolean isFailing() {
    return failing;
  }

  private void enqueue(Task<?> task) {
    try {
      if (closing || !queue.offer(task, 5, TimeUnit.SECONDS)) {
        throw ServerException.storageUnavailable(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ServerException.storageUnavailable(e);
    }
  }

  private void run() {
    List<Task<?>> batch = new ArrayList<>();
    while (!closing || !queue.isEmpty()) {
      try {
        Task<?> first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, BATCH_MAX - 1);
          commit(batch);
        }
      } catch (InterruptedException e) {
        closing = true;
      } finally {
        batch.clear();
      }
    }
  }

  private void commit(List<Task<?>> batch) throws InterruptedException {
    try {
      statements.run("BEGIN IMMEDIATE");
      for (Task<?> task : batch) {
        task.run(statements);
      }
      statements.run("COMMIT");
      failing = false;
      batch.forEach(Task::committed);
    } catch (SQLException e) {
      rollback();
      if (batch.size() > 1) {
        for (Task<?> task : batch) {
          commit(List.of(task));
        }
      } else {
        failed(batch.get(0), e);
      }
    }
  }

  private void failed(Task<?> task, SQLException e) throws InterruptedException {
    if (!failing) {
      LOG.error("the store cannot be written", e);
    }
    failing = true;
    if (task.again && !closing) {
      // Settlements are kept until the store can be written again.
      stop.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
      queue.put(task);
    } else {
      task.done.completeExceptionally(ServerException.storageUnavailable(e));
    }
  }

  private void rollback() {
    try {
      statements.run("ROLLBACK");
    } catch (SQLException e) {
      LOG.debug("nothing to roll back", e);
    }
  }

  @Override
  public void close() {
    closing = true;
    stop.countDown();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
      statements.close();
      connection.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      LOG.warn("the store could not be closed cleanly", e);
    }
  }

  /** A piece of work with what came of it, told to its caller after the commit only. */
  private static final class Task<T> {
    final CompletableFuture<T> done = new CompletableFuture<>();
    final boolean again;
    private final Work<T> work;
    private @Nullable T result;
    private @Nullable RuntimeException refusal;

    Task(Work<T> work, boolean again) {
      this.work = work;
      this.again = again;
    }

    void run(Statements statements) throws SQLException {
      refusal = null;
      try {
        result = work.run(statements);
      } catch (RuntimeException e) {
        refusal = e;
      }
    }

    void committed() {
      if (refusal == null) {
        done.complete(result);
      } else {
        done.completeExceptionally(refusal);
      }
    }
  }
}

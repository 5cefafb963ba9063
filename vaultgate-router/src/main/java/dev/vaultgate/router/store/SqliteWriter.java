package dev.vaultgate.router.store;

import dev.vaultgate.api.ServerException;
import dev.vaultgate.router.store.WriteTask.Kind;
import dev.vaultgate.router.time.SystemTime;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes all work that waits and commits it at once: with many
 * callers a commit, and its wait for the disk, is shared by many; with one caller nothing waits for
 * company.
 *
 * <p>Work comes in two kinds. What a caller waits for is tried once, for as long as the caller has
 * patience. What is <em>owed</em> is tried until it is written, whether somebody waits or not.
 *
 * <p>The pieces of one batch do not know of each other. One that the database refuses, say for a
 * constraint, is taken out, and the others are run again without it. When storage itself fails, the
 * whole batch has failed, since trying each piece would only wait for each.
 */
final class SqliteWriter implements AutoCloseable {

  /**
   * A piece of work on the open transaction. It may be run more than once, each time after what it
   * did before was rolled back.
   */
  @FunctionalInterface
  interface Work<T> {
    T run(Statements db) throws SQLException;

    /** What it did is committed. Called once, on the writer's thread; does not fail. */
    default void committed() {}
  }

  /** Keeps figures that many pieces of a batch change, and writes them once. */
  interface Companion {

    /** Writes what the batch has changed, before it is committed. */
    void write(Statements db) throws SQLException;

    /** What the batch has changed is committed. */
    void committed();

    /** What the batch has changed is not to be. */
    void rolledBack();
  }

  private static final Logger LOG = LoggerFactory.getLogger(SqliteWriter.class);
  private static final int BATCH_MAX = 512;
  private static final int QUEUE_MAX = 20_000;

  /** More than that are never left by a writer that is well. */
  private static final int BACKLOG_MAX = 5_000;

  /** For so long a commit proves that there can be another. */
  private static final long PROVEN_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final int BUSY_MILLIS_AT_CLOSE = 10_000;

  private final Statements db;
  private final Duration patience;
  private final SystemTime time;
  private final WriteQueue queue = new WriteQueue(BATCH_MAX);
  private final Thread thread;

  /** What is owed and failed; the writer's thread alone touches it. */
  private final Deque<WriteTask<?>> owed = new ArrayDeque<>();

  private volatile List<Companion> companions = List.of();
  private volatile int owedCount;

  /** When a batch was last committed. */
  private volatile long provenNanos;

  private volatile boolean failing;
  private volatile boolean closing;
  private volatile boolean closed;

  /**
   * @param patience how long a caller waits before it is told that storage is not available
   */
  SqliteWriter(Statements db, Duration patience, SystemTime time) {
    this.db = db;
    this.patience = patience;
    this.time = time;
    this.provenNanos = time.nanoTime();
    this.thread = new Thread(this::run, "vaultgate-writer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Lets companions see every batch from now on. */
  void accompany(Companion... companions) {
    this.companions = List.of(companions);
  }

  /**
   * Does work and returns when it is committed.
   *
   * @throws ServerException {@code storage_unavailable} when it is not, or not in time: then it may
   *     still be committed later
   */
  <T> T write(Work<T> work) {
    return write(work, patience, late -> {});
  }

  /**
   * Does work and returns when it is committed.
   *
   * @param undo is given the result if it is committed after all when the caller no longer waits;
   *     called on the writer's thread, so it may only leave further work
   */
  <T> T write(Work<T> work, Consumer<? super T> undo) {
    return write(work, patience, undo);
  }

  /** The same for a caller with a patience of its own. */
  <T> T write(Work<T> work, Duration patience, Consumer<? super T> undo) {
    WriteTask<T> task = new WriteTask<>(work, Kind.AWAITED, undo);
    if (queue.size() >= QUEUE_MAX) {
      throw ServerException.storageUnavailable(null);
    }
    enqueue(task);
    return await(task, patience);
  }

  /**
   * Asks between two transactions, when nothing is written that is not committed, and all that was
   * left before is.
   *
   * @throws ServerException {@code storage_unavailable} when there is no answer in time
   */
  <T> T ask(Work<T> question) {
    WriteTask<T> task = new WriteTask<>(question, Kind.QUESTION, late -> {});
    enqueue(task);
    return await(task, patience);
  }

  /** Whether it is not sure that what is left to the writer will soon be on the disk. */
  boolean isInDoubt() {
    return failing
        || closed
        || time.nanoTime() - provenNanos > PROVEN_NANOS
        || queue.size() > BACKLOG_MAX;
  }

  private static <T> T await(WriteTask<T> task, Duration patience) {
    try {
      return task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } catch (TimeoutException e) {
      return leave(task, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return leave(task, e);
    }
  }

  /** Stops waiting, unless it is over just now. */
  private static <T> T leave(WriteTask<T> task, Exception why) {
    if (task.completeExceptionally(why)) {
      throw ServerException.storageUnavailable(why);
    }
    try {
      return task.join();
    } catch (CompletionException e) {
      throw failure(e.getCause());
    }
  }

  private static ServerException failure(@Nullable Throwable cause) {
    return cause instanceof Refused
        ? ServerException.internal(cause)
        : ServerException.storageUnavailable(cause);
  }

  /** The database refuses a piece of work and always will: a defect of ours. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(Exception cause) {
      super(cause);
    }
  }

  /** Leaves work that is tried until it is committed. */
  void owe(Work<?> work) {
    enqueue(new WriteTask<>(work, Kind.OWED, late -> {}));
  }

  /**
   * Does work that is tried until it is committed, and returns when it is, or when patience ends.
   */
  void owe(Work<?> work, Duration patience) {
    WriteTask<?> task = new WriteTask<>(work, Kind.DUE, late -> {});
    enqueue(task);
    try {
      task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("what is owed is not written yet", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Leaves work that may as well be lost. */
  void mayWrite(Work<?> work) {
    if (queue.size() < QUEUE_MAX) {
      enqueue(new WriteTask<>(work, Kind.SPARE, late -> {}));
    }
  }

  /** How many pieces of work are not written yet, those included that are just being written. */
  int pending() {
    return queue.unfinished() + owedCount;
  }

  /** How many pieces of work are owed and have failed before. */
  int owed() {
    return owedCount;
  }

  /** Whether the last attempt to write failed. */
  boolean isFailing() {
    return failing || closed;
  }

  private void enqueue(WriteTask<?> task) {
    queue.add(task);
    if (closed && queue.remove(task)) {
      // The writer has made its last round and will not see it.
      task.completeExceptionally(new IllegalStateException("the store is closed"));
    }
  }

  private void run() {
    List<WriteTask<?>> batch = new ArrayList<>(BATCH_MAX);
    while (!closing || queue.size() > 0) {
      try {
        collect(batch);
        commit(batch);
      } catch (InterruptedException e) {
        closing = true;
      } catch (RuntimeException | Error e) {
        LOG.error("the writer met a defect", e);
        rollback();
        fail(batch, e);
      } finally {
        batch.clear();
        owedCount = owed.size();
        queue.finish();
      }
    }
    lastRound(batch);
  }

  /** What is owed and has failed comes first, so that new work cannot keep it waiting. */
  private void collect(List<WriteTask<?>> batch) throws InterruptedException {
    if (owed.isEmpty()) {
      queue.take(batch);
      return;
    }
    queue.await(RETRY_NANOS);
    while (!owed.isEmpty() && batch.size() < BATCH_MAX) {
      batch.add(owed.poll());
    }
    queue.drain(batch, BATCH_MAX);
  }

  private void lastRound(List<WriteTask<?>> batch) {
    closed = true;
    batch.addAll(owed);
    owed.clear();
    queue.drain(batch, Integer.MAX_VALUE);
    commit(batch);
    if (!owed.isEmpty()) {
      LOG.error(
          "{} settlements or records could not be written; their holds are released at the next start",
          owed.size());
    }
    owedCount = 0;
    queue.finish();
  }

  private void commit(List<WriteTask<?>> batch) {
    List<WriteTask<?>> questions = batch.stream().filter(WriteTask::isQuestion).toList();
    batch.removeAll(questions);
    boolean done = false;
    while (!done) {
      batch.removeIf(WriteTask::isDone);
      done = batch.isEmpty() || tryCommit(batch);
    }
    questions.forEach(this::answer);
  }

  private void answer(WriteTask<?> question) {
    try {
      question.run(db);
      question.committed();
    } catch (SQLException | RuntimeException e) {
      question.completeExceptionally(isFaultOfStorage(e) ? e : new Refused(e));
    }
  }

  /** Commits the batch or fails it; false when it shall be tried again without a refused piece. */
  private boolean tryCommit(List<WriteTask<?>> batch) {
    WriteTask<?> current = null;
    try {
      db.run("BEGIN IMMEDIATE");
      for (WriteTask<?> task : batch) {
        current = task;
        task.run(db);
      }
      current = null;
      for (Companion companion : companions) {
        companion.write(db);
      }
      db.run("COMMIT");
    } catch (SQLException | RuntimeException e) {
      rollback();
      if (current != null && !isFaultOfStorage(e)) {
        LOG.error("the store refuses a change", e);
        current.completeExceptionally(new Refused(e));
        return false;
      }
      fail(batch, e);
      return true;
    }
    if (failing) {
      failing = false;
      LOG.info("the store can be written again");
    }
    provenNanos = time.nanoTime();
    companions.forEach(Companion::committed);
    batch.forEach(WriteTask::committed);
    return true;
  }

  private static boolean isFaultOfStorage(Exception e) {
    return e instanceof SQLException sql && !SqliteErrors.isAboutTheStatement(sql);
  }

  private void fail(List<WriteTask<?>> batch, Throwable e) {
    if (!failing) {
      failing = true;
      LOG.error("the store cannot be written", e);
    }
    for (WriteTask<?> task : batch) {
      if (!task.isOwed()) {
        task.completeExceptionally(e);
      } else if (!task.isDone()) {
        owed.add(task);
      }
    }
  }

  private void rollback() {
    try {
      db.run("ROLLBACK");
    } catch (SQLException e) {
      LOG.debug("nothing to roll back", e);
    }
    companions.forEach(Companion::rolledBack);
    db.forget();
  }

  /** Writes what waits and closes the connection. */
  @Override
  public void close() {
    closing = true;
    queue.hurry();
    try {
      thread.join(BUSY_MILLIS_AT_CLOSE);
      if (thread.isAlive()) {
        LOG.error("the writer still waits for the disk; what it has not written is lost");
        return;
      }
      db.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (SQLException e) {
      LOG.warn("the store could not be closed cleanly", e);
    }
  }
}

package dev.vaultgate.router.store;

import dev.vaultgate.router.store.SqliteWriter.Work;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work for the writer; completed with its result after the commit, and not before, but
 * for what is {@link Kind#TOLD}.
 */
final class WriteTask<T> extends CompletableFuture<T> {

  private final Work<T> work;
  private final Kind kind;
  private final Consumer<? super T> undo;
  private @Nullable T result;

  /** Whether its caller has gone on with the result; the writer's thread alone looks. */
  private boolean told;

  private boolean over;

  /** Who waits for a piece of work, and what becomes of it when it fails. */
  enum Kind {
    /** A caller waits; it is tried once. */
    AWAITED,
    /**
     * A caller waits for the result alone. It may be told as soon as it is certain; from then on
     * the work is owed.
     */
    TOLD,
    /** A caller waits, but not for ever; it is tried until it is written. */
    DUE,
    /** Nobody waits; it is tried until it is written. */
    OWED,
    /** Nobody waits; it may as well be lost. */
    SPARE
  }

  WriteTask(Work<T> work, Kind kind, Consumer<? super T> undo) {
    this.work = work;
    this.kind = kind;
    this.undo = undo;
  }

  /** Whether somebody waits for the commit. */
  boolean isAwaited() {
    return kind == Kind.AWAITED || kind == Kind.DUE || kind == Kind.TOLD && !told;
  }

  /** Whether somebody waits for the work to be run. */
  boolean isTold() {
    return kind == Kind.TOLD;
  }

  /** Whether it is tried until it is written. */
  boolean isOwed() {
    return kind == Kind.OWED || kind == Kind.DUE || told;
  }

  /** Whether there is nothing more to do for it. */
  boolean isOver() {
    return told ? over : isDone();
  }

  void run(Statements db) throws SQLException {
    result = work.run(db);
  }

  /** Lets the caller go on with the result, which will be written whatever comes. */
  void tell() {
    if (kind == Kind.TOLD && !told) {
      told = true;
      give();
    }
  }

  /** The database refuses it for good. */
  void refused(Exception why) {
    over = true;
    completeExceptionally(why);
  }

  void committed() {
    over = true;
    if (!told) {
      give();
    }
  }

  @SuppressWarnings("NullAway") // A result is null only if T is nullable.
  private void give() {
    if (!complete(result)) {
      undo.accept(result);
    }
  }
}

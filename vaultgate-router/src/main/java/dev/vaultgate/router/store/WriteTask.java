package dev.vaultgate.router.store;

import dev.vaultgate.router.store.SqliteWriter.Work;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A piece of work for the writer; completed with its result after the commit, and not before. */
final class WriteTask<T> extends CompletableFuture<T> {

  private final Work<T> work;
  private final Kind kind;
  private final Consumer<? super T> undo;
  private @Nullable T result;

  /** Who waits for a piece of work, and what becomes of it when it fails. */
  enum Kind {
    /** A caller waits; it is tried once. */
    AWAITED,
    /** A caller waits, but not for ever; it is tried until it is written. */
    DUE,
    /** Nobody waits; it is tried until it is written. */
    OWED,
    /** Nobody waits; it may as well be lost. */
    SPARE,
    /** A caller waits for what is committed; nothing is written. */
    QUESTION
  }

  WriteTask(Work<T> work, Kind kind, Consumer<? super T> undo) {
    this.work = work;
    this.kind = kind;
    this.undo = undo;
  }

  boolean isAwaited() {
    return kind == Kind.AWAITED || kind == Kind.DUE || kind == Kind.QUESTION;
  }

  boolean isOwed() {
    return kind == Kind.OWED || kind == Kind.DUE;
  }

  boolean isQuestion() {
    return kind == Kind.QUESTION;
  }

  void run(Statements db) throws SQLException {
    result = work.run(db);
  }

  @SuppressWarnings("NullAway") // A result is null only if T is nullable.
  void committed() {
    work.committed();
    if (!complete(result)) {
      undo.accept(result);
    }
  }
}

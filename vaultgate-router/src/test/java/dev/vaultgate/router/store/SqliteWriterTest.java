package dev.vaultgate.router.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.vaultgate.api.ServerException;
import dev.vaultgate.router.time.SystemTime;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SqliteWriterTest {

  private static final Duration LONG = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(50);

  @TempDir private Path folder;
  private Connection connection;
  private SqliteWriter writer;
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  @BeforeEach
  void open() throws SQLException {
    connection = connect();
    writer = new SqliteWriter(new Statements(connection), LONG, SystemTime.system());
    writer.write(db -> db.run("CREATE TABLE t (n INTEGER UNIQUE CHECK (n >= 0)) STRICT"));
  }

  @AfterEach
  void close() {
    mayGoOn.countDown();
    writer.close();
  }

  @Test
  void whatWaitsIsCommittedTogether() {
    keepBusy();
    List<CompletableFuture<Long>> rowsSeen = new ArrayList<>();
    for (long i = 0; i < 10; i++) {
      long n = i;
      rowsSeen.add(CompletableFuture.supplyAsync(() -> writer.write(db -> insert(db, n))));
    }
    awaitWaiting(10);
    mayGoOn.countDown();

    rowsSeen.forEach(CompletableFuture::join);
    assertThat(count()).isEqualTo(10);
  }

  @Test
  void aPieceThatTheDatabaseRefusesDoesNotUndoTheOthers() {
    keepBusy();
    CompletableFuture<Long> before =
        CompletableFuture.supplyAsync(() -> writer.write(db -> insert(db, 1)));
    awaitWaiting(1);
    CompletableFuture<Long> refused =
        CompletableFuture.supplyAsync(
            () ->
                writer.write(
                    db -> {
                      insert(db, 2);
                      return insert(db, -1);
                    }));
    awaitWaiting(2);
    CompletableFuture<Long> after =
        CompletableFuture.supplyAsync(() -> writer.write(db -> insert(db, 3)));
    awaitWaiting(3);
    mayGoOn.countDown();

    assertThat(before.join()).isEqualTo(1);
    assertThat(after.join()).isEqualTo(3);
    assertThatThrownBy(refused::join)
        .cause()
        .asInstanceOf(type(ServerException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo("internal_error"));
    assertThat(count()).isEqualTo(2);
    assertThat(writer.isFailing()).isFalse();
  }

  @Test
  void aDefectInAPieceOfWorkUndoesWhatItDid() {
    assertThatThrownBy(
            () ->
                writer.write(
                    db -> {
                      insert(db, 1);
                      throw new IllegalStateException("a defect");
                    }))
        .isInstanceOf(ServerException.class)
        .hasRootCauseMessage("a defect");

    assertThat(count()).isZero();
  }

  @Test
  void anOwedPieceThatTheDatabaseRefusesIsNotTriedForEver() {
    writer.owe(db -> insert(db, -1));

    writer.write(db -> insert(db, 1));
    Awaitility.await().until(() -> writer.pending() == 0);
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void whatACallerNoLongerWaitsForIsNotBegun() {
    keepBusy();

    assertThatThrownBy(() -> writer.write(db -> insert(db, 1), SHORT, late -> {}))
        .asInstanceOf(type(ServerException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo("storage_unavailable"));

    mayGoOn.countDown();
    assertThat(count()).isZero();
  }

  @Test
  void whatIsCommittedAfterItsCallerHasLeftIsUndone() {
    CompletableFuture<Long> undone = new CompletableFuture<>();

    assertThatThrownBy(
            () ->
                writer.write(
                    db -> {
                      insert(db, 7);
                      block(db);
                      return 7L;
                    },
                    SHORT,
                    late -> {
                      writer.owe(db -> db.run("DELETE FROM t WHERE n = ?", late));
                      undone.complete(late);
                    }))
        .isInstanceOf(ServerException.class);

    mayGoOn.countDown();
    assertThat(undone.join()).isEqualTo(7);
    assertThat(count()).isZero();
  }

  @Test
  void aCallerThatIsInterruptedLeaves() throws InterruptedException {
    keepBusy();
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                writer.write(db -> insert(db, 1));
              } catch (ServerException e) {
                thrown.complete(Thread.currentThread().isInterrupted() ? e : new Error("no mark"));
              }
            });
    caller.start();
    awaitWaiting(1);

    caller.interrupt();

    assertThat(thrown.join()).isInstanceOf(ServerException.class);
    caller.join();
  }

  @Test
  void closingWritesWhatWaits() throws SQLException {
    keepBusy();
    for (long i = 0; i < 1_000; i++) {
      long n = i;
      writer.owe(db -> insert(db, n));
    }
    mayGoOn.countDown();

    writer.close();

    try (Statements db = new Statements(connect())) {
      assertThat(db.number("SELECT count(*) FROM t")).isEqualTo(1_000);
    }
  }

  @Test
  void f86AReadOnlyDatabaseFailsEveryPieceUntilItCanBeWrittenAgain() throws SQLException {
    setReadOnly(true);

    assertThatThrownBy(() -> writer.write(db -> insert(db, 1)))
        .asInstanceOf(type(ServerException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo("storage_unavailable"));
    assertThat(writer.isFailing()).isTrue();
    writer.owe(db -> insert(db, 2));
    Awaitility.await().until(() -> writer.owed() == 1);

    setReadOnly(false);

    Awaitility.await().until(() -> writer.owed() == 0 && !writer.isFailing());
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void aClosedWriterRefusesAtOnce() {
    writer.close();

    assertThatThrownBy(() -> writer.write(db -> 1)).isInstanceOf(ServerException.class);
    writer.owe(db -> 1);
    assertThat(writer.isFailing()).isTrue();
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("w.db"));
  }

  /** The driver lets one thread after the other use a connection. */
  private void setReadOnly(boolean readOnly) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = " + readOnly);
    }
  }

  /** What comes now waits until the test lets the writer go on. */
  private void keepBusy() {
    writer.owe(this::block);
    await(running);
  }

  /** Waits until so many wait behind the piece that keeps the writer busy. */
  private void awaitWaiting(int pieces) {
    Awaitility.await().until(() -> writer.pending() == 1 + pieces);
  }

  /** Keeps the writer's thread until the test lets it go on. */
  private int block(Statements db) {
    running.countDown();
    await(mayGoOn);
    return 0;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long insert(Statements db, long n) throws SQLException {
    db.run("INSERT INTO t (n) VALUES (?)", n);
    return n;
  }

  private long count() {
    Long count = writer.write(db -> db.number("SELECT count(*) FROM t"));
    return count == null ? -1 : count;
  }
}

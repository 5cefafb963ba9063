package dev.vaultgate.router.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.vaultgate.api.ServerException;
import dev.vaultgate.client.LogCapture;
import dev.vaultgate.router.FakeTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SqliteReadsTest {

  @TempDir private Path folder;
  private final FakeTime time = new FakeTime();
  private HikariDataSource pool;
  private SqliteReads reads;

  @BeforeEach
  void open() {
    HikariConfig settings = new HikariConfig();
    settings.setJdbcUrl("jdbc:sqlite:" + folder.resolve("test.db"));
    settings.setMaximumPoolSize(1);
    settings.setConnectionTimeout(300);
    pool = new HikariDataSource(settings);
    reads = new SqliteReads(pool, time);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private int one() {
    return reads.read(db -> db.createQuery("SELECT 1").mapTo(int.class).one());
  }

  private void fails() {
    assertThatThrownBy(
            () -> reads.read(db -> db.createQuery("SELECT x FROM none").mapTo(int.class).one()))
        .asInstanceOf(type(ServerException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo("storage_unavailable"));
  }

  @Test
  void f89WhoFindsAllConnectionsTakenIsToldSoSoonAndTheNextOneReads() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    CompletableFuture<Integer> longRead =
        CompletableFuture.supplyAsync(
            () ->
                reads.read(
                    db -> {
                      taken.countDown();
                      return await(mayEnd);
                    }));
    taken.await();
    long started = System.nanoTime();

    assertThatThrownBy(this::one)
        .asInstanceOf(type(ServerException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo("storage_unavailable"));

    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(2));
    mayEnd.countDown();
    assertThat(longRead.get()).isZero();
    assertThat(one()).isEqualTo(1);
  }

  private static int await(CountDownLatch latch) {
    try {
      latch.await();
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  @Test
  void whatIsAskedByStatementsFailsInTheSameWords() {
    try (LogCapture log = LogCapture.of(SqliteReads.class.getName())) {
      assertThat(reads.<Long>ask(db -> requireNonNull(db.number("SELECT 1")))).isOne();

      assertThatThrownBy(() -> reads.ask(db -> db.all("SELECT x FROM none", row -> row.getInt(1))))
          .asInstanceOf(type(ServerException.class))
          .satisfies(e -> assertThat(e.code()).isEqualTo("storage_unavailable"));

      assertThat(log.lines()).singleElement().asString().contains("cannot be read");
    }
    assertThat(one()).isEqualTo(1); // The one connection is back.
  }

  @Test
  void f89AStoreThatCannotBeReadIsToldOfOnceAMinute() {
    try (LogCapture log = LogCapture.of(SqliteReads.class.getName())) {
      fails();
      fails();
      assertThat(log.lines()).hasSize(1);

      time.advance(Duration.ofMinutes(1));
      fails();

      assertThat(log.lines()).hasSize(2).allMatch(line -> line.contains("cannot be read"));
    }
  }
}

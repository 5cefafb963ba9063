package dev.vaultgate.router.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.ServerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @AfterEach
  void stop() {
    end.countDown();
    pool.shutdownNow();
  }

  private int work() {
    most.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      assertThat(end.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return running.getAndDecrement();
  }

  @Test
  void s71NoMoreIsDoneAtOnceThanMayBe() throws Exception {
    Turns turns = new Turns(4, 100, Duration.ofSeconds(60));
    List<Future<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(pool.submit(() -> turns.take(this::work)));
    }
    Awaitility.await().until(() -> running.get() == 4);

    end.countDown();

    for (Future<Integer> one : all) {
      one.get(60, TimeUnit.SECONDS);
    }
    assertThat(most).hasValue(4);
  }

  @Test
  void whoeverIsOneTooManyIsRefusedAtOnce() {
    Turns turns = new Turns(1, 0, Duration.ofSeconds(60));

    assertThatThrownBy(() -> turns.take(() -> "nobody may wait"))
        .isInstanceOf(ServerException.class)
        .hasMessageContaining("capacity");
  }

  @Test
  void nobodyWaitsWithoutEnd() {
    Turns turns = new Turns(1, 10, Duration.ofMillis(10));
    Future<Integer> first = pool.submit(() -> turns.take(this::work));
    Awaitility.await().until(() -> running.get() == 1);

    assertThatThrownBy(() -> turns.take(() -> "its turn does not come"))
        .isInstanceOf(ServerException.class);
    assertThat(first).isNotDone();
  }

  @Test
  void aFailureGivesTheTurnBack() {
    Turns turns = new Turns(1, 10, Duration.ofSeconds(60));

    assertThatThrownBy(
            () ->
                turns.take(
                    () -> {
                      throw new IllegalStateException("failed");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(turns.<String>take(() -> "next")).isEqualTo("next");
  }
}

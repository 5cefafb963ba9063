package dev.vaultgate.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class DrainsTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  /** Reads until it is stopped. */
  private boolean begin(Drains drains) {
    return drains.tryBegin(
        () -> {
          await(stopped);
          done.countDown();
        },
        stopped::countDown);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void f59NoMoreRunThanThereArePlacesFor() {
    try (Drains drains = new Drains(1, LONG)) {
      assertThat(begin(drains)).isTrue();

      assertThat(begin(drains)).isFalse();
    }
  }

  @Test
  void f59NoneRunsForLongerThanItMay() {
    try (Drains drains = new Drains(1, Duration.ofMillis(1))) {
      begin(drains);

      await(done);
    }
  }

  @Test
  void f59APlaceIsFreeAgainWhenItsStreamHasEnded() throws InterruptedException {
    try (Drains drains = new Drains(1, LONG)) {
      CountDownLatch first = new CountDownLatch(1);
      drains.tryBegin(first::countDown, () -> {});
      await(first);

      Awaitility.await().until(() -> begin(drains));
    }
  }

  @Test
  void whatRunsAtTheEndIsStoppedAndWaitedFor() {
    Drains drains = new Drains(1, LONG);
    begin(drains);

    drains.close();

    assertThat(done.getCount()).isZero();
    assertThat(begin(drains)).isFalse();
  }
}

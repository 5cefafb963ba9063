package dev.vaultgate.router.user;

import dev.vaultgate.api.ServerException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Work of which so much is done at once and no more; the rest waits its turn, for a while and not
 * without end. Safe for many threads.
 */
class Turns {

  private final Semaphore places;
  private final int waitingMax;
  private final Duration patience;

  /**
   * @param atOnce how much is done at once
   * @param waitingMax how many may wait; more are refused
   * @param patience how long one waits
   */
  Turns(int atOnce, int waitingMax, Duration patience) {
    this.places = new Semaphore(atOnce, true);
    this.waitingMax = waitingMax;
    this.patience = patience;
  }

  /**
   * Does the work when it is its turn.
   *
   * @throws ServerException {@code server_overloaded} when that does not come
   */
  <T> T take(Supplier<T> work) {
    enter();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  private void enter() {
    try {
      if (places.getQueueLength() < waitingMax
          && places.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw ServerException.overloaded(patience);
  }
}

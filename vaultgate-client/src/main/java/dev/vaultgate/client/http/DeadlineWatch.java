package dev.vaultgate.client.http;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at all deadlines twenty times a second, from one daemon thread. A read that never returns
 * is ended so, and a read that does return pays for no timer: the HTTP library's own watchdog for
 * each timed read was a tenth of a request's CPU.
 */
final class DeadlineWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatch.class);
  private static final long TICK_MILLIS = 50;

  private final Set<Deadline> deadlines = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "vaultgate-deadlines");
            thread.setDaemon(true);
            return thread;
          });

  DeadlineWatch() {
    // tick() answers for its own failures, so nobody has to look at the future.
    var unused =
        clock.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Runs something that does not wait, every second from now on. */
  void everySecond(Runnable work) {
    var unused = clock.scheduleAtFixedRate(work, 1, 1, TimeUnit.SECONDS);
  }

  void add(Deadline deadline) {
    deadlines.add(deadline);
  }

  void remove(Deadline deadline) {
    deadlines.remove(deadline);
  }

  @SuppressWarnings("ModifyCollectionInEnhancedForLoop") // a concurrent set allows it
  private void tick() {
    long now = System.nanoTime();
    for (Deadline deadline : deadlines) {
      try {
        if (deadline.check(now)) {
          deadlines.remove(deadline);
        }
      } catch (RuntimeException e) {
        deadlines.remove(deadline);
        LOG.warn("a deadline could not end its call", e);
      }
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}

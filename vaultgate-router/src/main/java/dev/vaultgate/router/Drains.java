package dev.vaultgate.router;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams that are read on to their usage although their callers have left, because their providers
 * charge for all of them anyway. Few at a time and none for long: each has a thread, and a place
 * among its key's running calls. Safe for many threads.
 */
final class Drains implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Drains.class);

  /** What has been stopped settles at once. */
  private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(2);

  private final Semaphore places;
  private final Duration timeMax;
  private final Set<Drain> running = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "vaultgate-drain-clock"));
  private volatile boolean closed;

  Drains(int atOnce, Duration timeMax) {
    this.places = new Semaphore(atOnce);
    this.timeMax = timeMax;
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Reads a stream on, on a thread of its own.
   *
   * @param work reads it to its end and settles it; must not fail
   * @param stop ends the reading; from another thread, and must not wait
   * @return false when there is no place for it, and nothing is done
   */
  boolean tryBegin(Runnable work, Runnable stop) {
    if (closed || !places.tryAcquire()) {
      return false;
    }
    Drain drain = new Drain(work, stop);
    running.add(drain);
    drain.thread.start();
    if (closed) {
      stop.run();
    }
    return true;
  }

  /** One stream that is read on. */
  private final class Drain {
    private final Runnable stop;
    private final Thread thread;

    Drain(Runnable work, Runnable stop) {
      this.stop = stop;
      this.thread = daemon(() -> run(work), "vaultgate-drain");
    }

    private void run(Runnable work) {
      ScheduledFuture<?> deadline = clock.schedule(stop, timeMax.toNanos(), TimeUnit.NANOSECONDS);
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        LOG.error("a stream that was read on has not been settled", e);
      } finally {
        deadline.cancel(false);
        running.remove(this);
        places.release();
      }
    }
  }

  /** Stops what is read on, and waits until it is settled. */
  @Override
  public void close() {
    closed = true;
    Set<Drain> last = Set.copyOf(running);
    last.forEach(drain -> drain.stop.run());
    try {
      for (Drain drain : last) {
        drain.thread.join(PATIENCE_AT_CLOSE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    clock.shutdownNow();
  }
}

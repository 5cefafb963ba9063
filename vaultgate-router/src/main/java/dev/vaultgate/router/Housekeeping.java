package dev.vaultgate.router;

import dev.vaultgate.router.idempotency.ClaimStore;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageRetention;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets what is old: usage, and the ends of requests with names. Once an hour, in steps that are
 * small and far between, so that no call waits for them.
 */
final class Housekeeping implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  static final Duration ROUND = Duration.ofHours(1);
  static final Duration STEP = Duration.ofMillis(50);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final int CLAIMS_AT_ONCE = 50;

  private final Store store;
  private final UsageRetention retention;
  private final SystemTime time;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "vaultgate-housekeeping");
            made.setDaemon(true);
            return made;
          });

  /** The round that goes on, or null between two; its own thread alone touches it. */
  private UsageLog.@Nullable Forgetting round;

  Housekeeping(Store store, UsageRetention retention, SystemTime time) {
    this.store = store;
    this.retention = retention;
    this.time = time;
  }

  void start() {
    after(FIRST);
  }

  private void after(Duration wait) {
    try {
      var unused = thread.schedule(this::run, wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("no more housekeeping", closed);
    }
  }

  private void run() {
    Duration wait = ROUND;
    try {
      wait = step();
    } catch (RuntimeException e) {
      LOG.warn("old usage is not forgotten now", e);
      round = null;
    }
    after(wait);
  }

  /** Forgets a little, and says when to go on. */
  Duration step() {
    if (round == null) {
      round = store.usage().forget(retention.cutoff(time.now()));
    }
    boolean more = round.step();
    int claims = store.claims().forget(time.now().minus(ClaimStore.REMEMBERED), CLAIMS_AT_ONCE);
    if (more || claims == CLAIMS_AT_ONCE) {
      return STEP;
    }
    round = null;
    return ROUND;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

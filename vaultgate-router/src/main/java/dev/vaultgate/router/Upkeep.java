package dev.vaultgate.router;

import dev.vaultgate.api.ServerException;
import dev.vaultgate.router.alert.AlertKind;
import dev.vaultgate.router.alert.Alerts;
import dev.vaultgate.router.credit.Ledger.Mismatch;
import dev.vaultgate.router.store.Store;
import dev.vaultgate.router.time.SystemTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done for the store besides calls, every half minute: holds that nobody will settle are
 * released, and from time to time every balance is computed anew from the transfers. While one of
 * them is not right the gateway is not ready.
 *
 * <p>A process has the store for itself, so the holds of others are released when it is opened. In
 * the same process a hold is dead when no call that runs has it: something has gone wrong between
 * the hold and the call, or an application that holds credit by itself has forgotten it. Since such
 * an application may hold it for a while, only what is older than an hour is released, which is
 * twice as long as any call takes. Age goes by the numbers of holds at past rounds, so that no
 * clock that jumps makes anything old.
 */
final class Upkeep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

  static final Duration EVERY = Duration.ofSeconds(30);
  static final Duration LEASE = Duration.ofHours(1);

  private static final Duration VERIFY_EVERY = Duration.ofMinutes(5);

  /** What computing takes is at most this part of the time. */
  private static final int VERIFY_SHARE = 20;

  private static final int SHOWN_MAX = 5;

  private final Store store;
  private final RunningCalls running;
  private final Alerts alerts;
  private final SystemTime time;
  private final ClockWatch clock;
  private final Deque<Mark> marks = new ArrayDeque<>();
  private final ScheduledExecutorService rounds =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "vaultgate-upkeep");
            thread.setDaemon(true);
            return thread;
          });
  private long verifyAfterNanos;
  private boolean couldWrite = true;

  private volatile boolean right = true;

  /** The latest hold at a time. */
  private record Mark(long nanoTime, long hold) {}

  Upkeep(Store store, RunningCalls running, Alerts alerts, SystemTime time) {
    this.store = store;
    this.running = running;
    this.alerts = alerts;
    this.time = time;
    this.clock = new ClockWatch(time);
    this.verifyAfterNanos = time.nanoTime();
  }

  /** Comes by from now on. */
  void start() {
    long nanos = EVERY.toNanos();
    // Nothing in there fails, so nobody has to look at the future.
    var unused =
        rounds.scheduleWithFixedDelay(this::roundOrTell, nanos / 10, nanos, TimeUnit.NANOSECONDS);
  }

  /** Whether every balance was what its transfers add up to when it was last computed. */
  boolean booksAreRight() {
    return right;
  }

  private void roundOrTell() {
    try {
      round();
    } catch (ServerException e) {
      LOG.warn("the upkeep waits for the store: {}", e.toString());
    } catch (RuntimeException e) {
      LOG.error("the upkeep has met a defect", e);
    }
  }

  /** Does what there is to do now. For one thread at a time. */
  void round() {
    clock.look();
    if (canWrite()) {
      releaseDeadHolds();
    }
    if (time.nanoTime() - verifyAfterNanos >= 0) {
      verify();
    }
  }

  private boolean canWrite() {
    boolean can = store.isWritable();
    if (couldWrite && !can) {
      alerts.raise(
          AlertKind.STORAGE,
          "the store",
          "The store cannot be written: calls are refused until it can. Look for a full disk.");
    }
    couldWrite = can;
    return can;
  }

  private void releaseDeadHolds() {
    long now = time.nanoTime();
    Mark old = null;
    while (!marks.isEmpty() && now - marks.peekFirst().nanoTime() >= LEASE.toNanos()) {
      old = marks.removeFirst();
    }
    marks.addLast(new Mark(now, store.latestHold()));
    if (old != null) {
      Set<Long> live = running.holds();
      int released = store.releaseDead(old.hold(), live::contains);
      if (released > 0) {
        LOG.error("released {} holds that no call had: a defect has left them behind", released);
      }
    }
  }

  private void verify() {
    long started = time.nanoTime();
    List<Mismatch> mismatches = store.ledger().verify();
    long took = time.nanoTime() - started;
    verifyAfterNanos = time.nanoTime() + Math.max(VERIFY_EVERY.toNanos(), took * VERIFY_SHARE);
    if (mismatches.isEmpty()) {
      if (!right) {
        LOG.info("the ledger adds up again");
      }
      right = true;
      return;
    }
    right = false;
    String found = mismatches.stream().limit(SHOWN_MAX).map(Upkeep::words).toList().toString();
    alerts.raise(
        AlertKind.LEDGER_MISMATCH,
        "the ledger",
        "%d figures are not what their transfers add up to: %s. See vaultgate credits verify."
            .formatted(mismatches.size(), found.substring(1, found.length() - 1)));
  }

  private static String words(Mismatch mismatch) {
    return "%s of %s is %s and not %s"
        .formatted(mismatch.what(), mismatch.owner(), mismatch.recorded(), mismatch.computed());
  }

  @Override
  public void close() {
    rounds.shutdownNow();
  }
}

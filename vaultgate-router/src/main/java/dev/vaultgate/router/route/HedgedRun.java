package dev.vaultgate.router.route;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ServerException;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.Timeouts;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of a route that hedges: attempts run on threads of their own, and the caller's thread
 * waits for the first content of any. Whoever is not first is cancelled at once.
 */
final class HedgedRun<T> {

  private final Trip trip;
  private final Try<T> attempt;
  private final LongSupplier ticker;
  private final Executor threads;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Journey journey; // guarded by lock
  private final Map<Integer, Cancellation> running = new HashMap<>(); // guarded by lock
  private @Nullable Routed<T> answered; // guarded by lock
  private @Nullable Throwable broken; // guarded by lock
  private boolean mayHedge = true; // guarded by lock

  HedgedRun(Trip trip, Journey journey, Try<T> attempt, LongSupplier ticker, Executor threads) {
    this.trip = trip;
    this.journey = journey;
    this.attempt = attempt;
    this.ticker = ticker;
    this.threads = threads;
  }

  Routed<T> run() {
    trip.errand().cancellation().onCancel(this::cancelRunning);
    lock.lock();
    try {
      while (true) {
        if (answered != null) {
          return answered;
        }
        if (broken != null) {
          throw broken instanceof VaultGateException known
              ? known
              : ServerException.internal(broken);
        }
        if (trip.errand().cancellation().isCancelled()) {
          throw new CancelledException();
        }
        advance(journey.next(ticker.getAsLong(), mayHedge));
      }
    } finally {
      journey.end();
      lock.unlock();
      cancelLosers();
    }
  }

  private void advance(NextStep step) {
    if (step instanceof NextStep.GiveUp giveUp) {
      throw RouteFailure.of(journey, giveUp);
    } else if (step instanceof NextStep.WaitUntil until) {
      await(until.nanoTime() - ticker.getAsLong());
    } else if (journey.isRunning() && !trip.errand().paysTwice()) {
      mayHedge = false;
    } else if (step instanceof NextStep.Try next) {
      long now = ticker.getAsLong();
      if (journey.begin(next, now)) {
        begin(next.place(), RouteRunner.timeouts(trip, journey, now));
      }
    }
  }

  @SuppressWarnings("WaitNotInLoop") // The loop is the caller's.
  private void await(long nanos) {
    try {
      // Woken when an attempt ends; the clock is looked at again in any case.
      var unused = changed.awaitNanos(Math.max(1, nanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    }
  }

  private void begin(int place, Timeouts timeouts) {
    Cancellation cancellation = new Cancellation();
    running.put(place, cancellation);
    try {
      threads.execute(() -> attempt(place, timeouts, cancellation));
    } catch (RuntimeException | Error e) {
      running.remove(place);
      journey.cancelled(place, ticker.getAsLong());
      throw e;
    }
  }

  /** On a thread of its own. */
  private void attempt(int place, Timeouts timeouts, Cancellation cancellation) {
    Candidate candidate = trip.plan().candidates().get(place);
    T answer = null;
    VaultGateException failure = null;
    Throwable defect = null;
    try {
      answer = attempt.at(candidate, timeouts, cancellation);
    } catch (VaultGateException e) {
      failure = e;
    } catch (RuntimeException | Error e) {
      defect = e;
    }
    boolean isLate = false;
    lock.lock();
    try {
      running.remove(place);
      long now = ticker.getAsLong();
      boolean isOver = answered != null || cancellation.isCancelled();
      if (answer != null && !isOver) {
        journey.answered(place, now);
        answered = new Routed<>(answer, place, candidate, journey.trace());
        // From here on whoever ends the call ends this attempt.
        trip.errand().cancellation().onCancel(cancellation::cancel);
      } else if (failure != null && !isOver) {
        journey.failed(place, failure, now);
      } else {
        journey.cancelled(place, now);
        isLate = answer != null;
        broken = broken == null && !isOver ? defect : broken;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (isLate && answer != null) {
      attempt.discard(answer);
    }
  }

  private void cancelRunning() {
    cancelLosers();
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whoever still runs: cancelled outside the lock, because his connection is closed by it. */
  private void cancelLosers() {
    Cancellation[] losers;
    lock.lock();
    try {
      losers = running.values().toArray(Cancellation[]::new);
    } finally {
      lock.unlock();
    }
    for (Cancellation loser : losers) {
      loser.cancel();
    }
  }
}

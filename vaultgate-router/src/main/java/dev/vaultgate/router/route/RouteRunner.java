package dev.vaultgate.router.route;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.Cancellation;
import dev.vaultgate.client.Timeouts;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the attempts that a {@link Journey} asks for, waits between them, and tells it how they
 * went. Runs on the caller's thread; only routes that hedge use others. Safe for many threads.
 */
public final class RouteRunner {

  private final RetryBudget budget;
  private final LongSupplier ticker;
  private final Executor threads;

  /**
   * @param budget of all calls of the process
   * @param threads for the attempts of routes that hedge
   */
  public RouteRunner(RetryBudget budget, LongSupplier ticker, Executor threads) {
    this.budget = budget;
    this.ticker = ticker;
    this.threads = threads;
  }

  /**
   * Tries the plan's candidates until one answers.
   *
   * @throws UpstreamException when none does; the failures of the others are suppressed in it
   * @throws VaultGateException of another kind when the request itself was refused
   */
  public <T> Routed<T> run(Trip trip, Try<T> attempt) {
    Journey journey =
        new Journey(
            trip.plan(), trip.ask(), trip.kind(), budget, trip.hedges(), trip.errand().trace());
    try {
      return trip.hedges() != null
          ? new HedgedRun<>(trip, journey, attempt, ticker, threads).run()
          : oneByOne(trip, journey, attempt);
    } finally {
      journey.end();
    }
  }

  /** What a call would be told now because nobody would be asked; null when somebody would. */
  public @Nullable VaultGateException refusal(Trip trip) {
    Journey journey =
        new Journey(trip.plan(), trip.ask(), trip.kind(), budget, null, trip.errand().trace());
    try {
      NextStep step = journey.next(ticker.getAsLong(), false);
      return step instanceof NextStep.GiveUp giveUp ? RouteFailure.of(journey, giveUp) : null;
    } finally {
      journey.end();
    }
  }

  private <T> Routed<T> oneByOne(Trip trip, Journey journey, Try<T> attempt) {
    Cancellation cancellation = trip.errand().cancellation();
    while (true) {
      NextStep step = journey.next(ticker.getAsLong(), false);
      if (step instanceof NextStep.GiveUp giveUp) {
        throw RouteFailure.of(journey, giveUp);
      }
      if (step instanceof NextStep.WaitUntil until) {
        pause(until.nanoTime() - ticker.getAsLong(), cancellation);
        continue;
      }
      NextStep.Try next = (NextStep.Try) step;
      long started = ticker.getAsLong();
      if (!journey.begin(next, started)) {
        continue;
      }
      Candidate candidate = trip.plan().candidates().get(next.place());
      T answer;
      try {
        answer = attempt.at(candidate, timeouts(trip, journey, started), cancellation);
      } catch (VaultGateException e) {
        journey.failed(next.place(), e, ticker.getAsLong());
        if (e instanceof CancelledException) {
          throw e;
        }
        continue;
      } catch (RuntimeException | Error e) {
        journey.cancelled(next.place(), ticker.getAsLong());
        throw e;
      }
      journey.answered(next.place(), ticker.getAsLong());
      return new Routed<>(answer, next.place(), candidate, journey.trace());
    }
  }

  /** The times of an attempt: no later ones than are left to the call as a whole. */
  static Timeouts timeouts(Trip trip, Journey journey, long now) {
    return journey.isFirst()
        ? trip.timeouts()
        : trip.timeouts().within(Duration.ofNanos(trip.ask().deadline() - now));
  }

  private static void pause(long nanos, Cancellation cancellation) {
    if (nanos <= 0) {
      return;
    }
    try {
      if (cancellation.await(nanos, TimeUnit.NANOSECONDS)) {
        throw new CancelledException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    }
  }
}

package dev.vaultgate.router.route;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.client.Cancellation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Carries out what {@link RouteDecision} says: makes the attempts, waits between them, and tells
 * the deployments' {@link Health} how they went. Runs on the caller's thread. Safe for many
 * threads.
 */
public final class RouteRunner {

  /** One attempt at a deployment. */
  @FunctionalInterface
  public interface Try<T> {
    T at(Candidate candidate, int place);
  }

  private final RouteSettings settings;
  private final LongSupplier ticker;
  private final DoubleSupplier random;

  public RouteRunner(RouteSettings settings, LongSupplier ticker, DoubleSupplier random) {
    this.settings = settings;
    this.ticker = ticker;
    this.random = random;
  }

  /**
   * Tries the candidates until one answers.
   *
   * @throws UpstreamException when none does; the failures of the others are suppressed in it
   * @throws VaultGateException of another kind when the request itself was refused
   */
  public <T> Routed<T> run(List<Candidate> plan, Cancellation cancellation, Try<T> attempt) {
    List<Attempt> failed = new ArrayList<>(0);
    while (true) {
      NextStep step =
          RouteDecision.next(
              settings, standings(plan), failed, ticker.getAsLong(), random.getAsDouble());
      if (step instanceof NextStep.GiveUp giveUp) {
        throw givenUp(plan, failed, giveUp);
      }
      NextStep.Try next = (NextStep.Try) step;
      pause(next.after(), cancellation);
      Candidate candidate = plan.get(next.place());
      try {
        T answer = attempt(candidate, next.place(), attempt);
        return new Routed<>(
            answer,
            next.place(),
            candidate.provider(),
            RouteTrace.answered(providers(plan), failed, candidate.provider()));
      } catch (UpstreamException e) {
        failed.add(new Attempt(next.place(), e));
      }
    }
  }

  private <T> T attempt(Candidate candidate, int place, Try<T> attempt) {
    Health health = candidate.health();
    if (!health.tryEnter()) {
      throw new UpstreamException(
          UpstreamFault.UNAVAILABLE,
          new UpstreamException.Report(
              candidate.provider(), candidate.deployment(), 0, "the circuit is open", null),
          null,
          null);
    }
    long started = ticker.getAsLong();
    try {
      T answer = attempt.at(candidate, place);
      health.succeeded(ticker.getAsLong() - started);
      return answer;
    } catch (UpstreamException e) {
      health.failed(e, ticker.getAsLong() - started);
      throw e;
    } catch (RuntimeException | Error e) {
      health.ignored();
      throw e;
    }
  }

  private static List<Standing> standings(List<Candidate> plan) {
    List<Standing> standings = new ArrayList<>(plan.size());
    for (Candidate candidate : plan) {
      standings.add(candidate.health().standing());
    }
    return standings;
  }

  private static void pause(Duration span, Cancellation cancellation) {
    if (span.isZero()) {
      return;
    }
    try {
      if (cancellation.await(span.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new CancelledException();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    }
  }

  /** The last failure is the cause, the others ride along, so that one log line tells the story. */
  private static UpstreamException givenUp(
      List<Candidate> plan, List<Attempt> failed, NextStep.GiveUp giveUp) {
    if (failed.isEmpty()) {
      return new UpstreamException(
          giveUp.fault(), UpstreamException.Report.NONE, giveUp.retryAfter(), null);
    }
    UpstreamException last = failed.get(failed.size() - 1).failure();
    UpstreamException all =
        new UpstreamException(
            giveUp.fault(),
            new UpstreamException.Report(
                last.report().provider(),
                last.report().deployment(),
                last.report().status(),
                RouteTrace.failed(providers(plan), failed) + ": " + last.report().message(),
                last.report().requestId()),
            giveUp.retryAfter(),
            last);
    for (Attempt attempt : failed) {
      if (attempt.failure() != last) {
        all.addSuppressed(attempt.failure());
      }
    }
    return all;
  }

  private static List<String> providers(List<Candidate> plan) {
    return plan.stream().map(Candidate::provider).toList();
  }
}

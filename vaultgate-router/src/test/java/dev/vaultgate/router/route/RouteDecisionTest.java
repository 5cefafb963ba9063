package dev.vaultgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.api.VaultGateException;
import dev.vaultgate.router.catalog.Capability;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RouteDecisionTest {

  private static final long SECOND = 1_000_000_000L;
  private static final RoutePolicy POLICY = RoutePolicy.DEFAULT;
  private static final RouteSettings BOUNDS = POLICY.bounds();

  @Test
  void theFirstReadyDeploymentIsTriedFirst() {
    NextStep step = next(2, List.of(standing(Standing.State.LIMITED, 50), Standing.READY));

    assertThat(step).isEqualTo(new NextStep.Try(1, false));
  }

  @ParameterizedTest
  @EnumSource(value = UpstreamFault.class, mode = EnumSource.Mode.EXCLUDE, names = "TOO_LARGE")
  void theNextDeploymentTakesOverAtOnceAfterAnyFault(UpstreamFault fault) {
    assertThat(next(2, ready(2), failed(0, fault))).isEqualTo(new NextStep.Try(1, false));
  }

  @Test
  void f18AnEmptyAnswerIsAskedForOnceMoreAndNotTwice() {
    assertThat(next(3, ready(3), failed(0, UpstreamFault.EMPTY_RESPONSE)))
        .isEqualTo(new NextStep.Try(1, false));
    assertThat(
            next(
                3,
                ready(3),
                failed(0, UpstreamFault.EMPTY_RESPONSE),
                failed(1, UpstreamFault.EMPTY_RESPONSE)))
        .isEqualTo(new NextStep.GiveUp(UpstreamFault.EMPTY_RESPONSE, null));
  }

  @Test
  void f22NobodyElseIsAskedAfterAnAnswerBeyondAllBounds() {
    assertThat(next(2, ready(2), failed(0, UpstreamFault.TOO_LARGE)))
        .isEqualTo(new NextStep.GiveUp(UpstreamFault.TOO_LARGE, null));
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER", "OVERLOADED", "CONNECTION_LOST", "STALE_CONNECTION"})
  void f06f07f48ASoleDeploymentIsTriedOnceMoreAfterAShortWait(UpstreamFault fault) {
    Attempt failed = failed(0, fault);
    NextStep step = next(1, ready(1), failed);

    assertThat(step).isInstanceOf(NextStep.WaitUntil.class);
    long until = ((NextStep.WaitUntil) step).nanoTime();
    assertThat(Duration.ofNanos(until - failed.endedNanos()))
        .isBetween(BOUNDS.backoffMin(), BOUNDS.backoffMax());
    assertThat(at(until, 1, ready(1), failed)).isEqualTo(new NextStep.Try(0, false));
    assertThat(at(until, 1, ready(1), failed, failed(0, fault)))
        .isInstanceOf(NextStep.GiveUp.class);
  }

  @Test
  void f28ASlowDeploymentIsNotTriedAgain() {
    assertThat(next(1, ready(1), failed(0, UpstreamFault.TIMEOUT)))
        .isEqualTo(new NextStep.GiveUp(UpstreamFault.TIMEOUT, null));
  }

  @Test
  void f01ALimitedDeploymentIsNotTriedAgain() {
    NextStep step =
        next(
            1,
            List.of(standing(Standing.State.LIMITED, 7 * SECOND)),
            failed(0, UpstreamFault.RATE_LIMITED));

    assertThat(step)
        .isEqualTo(new NextStep.GiveUp(UpstreamFault.RATE_LIMITED, Duration.ofSeconds(7)));
  }

  @Test
  void f51WhenAllRestTheOneThatReturnsFirstIsNamed() {
    NextStep step =
        next(
            2,
            List.of(
                standing(Standing.State.LIMITED, 9 * SECOND),
                standing(Standing.State.EXHAUSTED, 4 * SECOND)));

    assertThat(step)
        .isEqualTo(new NextStep.GiveUp(UpstreamFault.UNAVAILABLE, Duration.ofSeconds(4)));
  }

  @Test
  void f51ASoleDeploymentWhoseCircuitIsOpenIsNotTried() {
    assertThat(next(1, List.of(standing(Standing.State.OPEN, 30 * SECOND))))
        .isEqualTo(new NextStep.GiveUp(UpstreamFault.UNAVAILABLE, Duration.ofSeconds(30)));
  }

  @Test
  void whenMostAreOutTheLeastBadIsTriedBeforeItsTime() {
    NextStep step =
        next(
            2,
            List.of(
                standing(Standing.State.OPEN, 9 * SECOND),
                standing(Standing.State.OPEN, 4 * SECOND)));

    assertThat(step).isEqualTo(new NextStep.Try(1, true));
  }

  @Test
  void f53ADeploymentWithAllTheCallsItMayHaveIsOverloaded() {
    assertThat(next(1, List.of(standing(Standing.State.BUSY, 0))))
        .isEqualTo(new NextStep.GiveUp(UpstreamFault.OVERLOADED, Duration.ofSeconds(1)));
  }

  @Test
  void aTurnThatComesSoonIsWaitedForAndOneThatComesLateIsNot() {
    assertThat(next(1, List.of(standing(Standing.State.PACED, SECOND / 2))))
        .isEqualTo(new NextStep.WaitUntil(SECOND / 2));
    assertThat(next(1, List.of(standing(Standing.State.PACED, 2 * SECOND))))
        .isEqualTo(new NextStep.GiveUp(UpstreamFault.RATE_LIMITED, Duration.ofSeconds(2)));
  }

  @Test
  void attemptsNeverExceedTheirBound() {
    assertThat(
            next(
                4,
                ready(4),
                failed(0, UpstreamFault.SERVER),
                failed(1, UpstreamFault.SERVER),
                failed(2, UpstreamFault.TIMEOUT)))
        .isEqualTo(new NextStep.GiveUp(UpstreamFault.TIMEOUT, null));
  }

  @Test
  void f52AFurtherAttemptWaitsForTheBudgetAndIsGivenUpWhenThatTakesLong() {
    Attempt failed = failed(0, UpstreamFault.SERVER);
    long end = failed.endedNanos() + BOUNDS.budgetMax().toNanos();

    NextStep step = spent(failed, failed.endedNanos());

    assertThat(step).isInstanceOf(NextStep.WaitUntil.class);
    assertThat(((NextStep.WaitUntil) step).nanoTime()).isStrictlyBetween(failed.endedNanos(), end);
    assertThat(spent(failed, end - 1)).isEqualTo(new NextStep.WaitUntil(end));
    assertThat(spent(failed, end)).isEqualTo(new NextStep.GiveUp(UpstreamFault.SERVER, null));
  }

  /** What is done at a time at which the budget has no room. */
  private static NextStep spent(Attempt failed, long nanoTime) {
    return RouteDecision.next(
        Plans.of(POLICY, 2),
        ask(),
        List.of(0, 1),
        new RouteDecision.Situation(ready(2), List.of(failed), nanoTime, false, false, -1));
  }

  @Test
  void nothingIsTriedAfterTheDeadline() {
    assertThat(at(100 * SECOND, 2, ready(2), failed(0, UpstreamFault.SERVER)))
        .isEqualTo(new NextStep.GiveUp(UpstreamFault.TIMEOUT, null));
  }

  @ParameterizedTest
  @CsvSource({"context_length_exceeded", "content_filter", "invalid_value"})
  void f12f13f14ARequestThatIsRefusedIsTheCallersToSee(String code) {
    assertThat(next(2, ready(2), refused(0, code))).isEqualTo(new NextStep.GiveUp(null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "context_length_exceeded, CONTEXT",
    "content_filter, CONTENT",
  })
  void aRefusedRequestGoesToTheFallbackThatIsThereForThat(String code, FallbackCause cause) {
    Plan plan = Plans.of(withFallback("p2/m", cause), 3);

    assertThat(next(plan, ready(3), refused(0, code))).isEqualTo(new NextStep.Try(2, false));
    assertThat(next(plan, ready(3), failed(0, UpstreamFault.SERVER)))
        .isEqualTo(new NextStep.Try(1, false));
    assertThat(
            next(plan, ready(3), failed(0, UpstreamFault.SERVER), failed(1, UpstreamFault.SERVER)))
        .isEqualTo(new NextStep.GiveUp(UpstreamFault.SERVER, null));
  }

  @Test
  void aFallbackForOutagesIsAskedWhenNobodyElseIsThere() {
    Plan plan = Plans.of(withFallback("p0/m", FallbackCause.UNAVAILABLE), 2);

    assertThat(next(plan, ready(2))).isEqualTo(new NextStep.Try(1, false));
    assertThat(next(plan, List.of(Standing.READY, standing(Standing.State.EXHAUSTED, 9 * SECOND))))
        .isEqualTo(new NextStep.Try(0, false));
    assertThat(next(plan, ready(2), failed(1, UpstreamFault.SERVER)))
        .isEqualTo(new NextStep.Try(0, false));
  }

  @Test
  void aDeploymentThatCannotServeTheRequestIsPassedOver() {
    Plan plan =
        Plans.of(
            POLICY,
            List.of(
                Plans.place("small", 1000, Set.of(), null),
                Plans.place("deaf", null, Set.of(Capability.TOOLS), null),
                Plans.place("able", 100_000, Set.of(), null)),
            () -> 0);
    Ask ask = Ask.of(new Needs(5000, 2000, 100, true, false, false), 60 * SECOND, 1);

    assertThat(RouteDecision.next(plan, ask, List.of(0, 1, 2), situation(0, ready(3), List.of())))
        .isEqualTo(new NextStep.Try(2, false));
    assertThat(
            RouteDecision.next(
                plan,
                ask,
                List.of(0, 1, 2),
                situation(
                    0,
                    List.of(Standing.READY, Standing.READY, standing(Standing.State.OPEN, SECOND)),
                    List.of())))
        .as("its own refusal is better than ours")
        .isEqualTo(new NextStep.Try(0, false));
  }

  @Test
  void aHedgeBeginsWhenTheFirstIsSilentForTooLong() {
    List<Attempt> running = List.of(Attempt.begun(0, 0));

    assertThat(hedged(0, running)).isEqualTo(new NextStep.WaitUntil(SECOND));
    assertThat(hedged(SECOND, running)).isEqualTo(new NextStep.Try(1, false));
    assertThat(hedged(2 * SECOND, List.of(Attempt.begun(0, 0), Attempt.begun(1, SECOND))))
        .isEqualTo(new NextStep.WaitUntil(60 * SECOND));
  }

  private static NextStep hedged(long now, List<Attempt> attempts) {
    return RouteDecision.next(
        Plans.of(POLICY, 3),
        ask(),
        List.of(0, 1, 2),
        new RouteDecision.Situation(ready(3), attempts, now, true, true, SECOND));
  }

  @Test
  void everyStoryEndsWithinItsBoundsAndTriesNoRestingDeployment() {
    long seed = 20261123;
    Random random = new Random(seed);
    UpstreamFault[] faults = UpstreamFault.values();
    List<Plan> plans = IntStream.range(0, 6).mapToObj(size -> Plans.of(POLICY, size)).toList();
    for (int story = 0; story < 40_000; story++) {
      List<Standing> standings = standings(random);
      Plan plan = plans.get(standings.size());
      List<Integer> order = RouteOrder.of(plan, ask(), standings);
      List<Attempt> attempts = new ArrayList<>();
      Set<Integer> places = new HashSet<>();
      long now = 0;
      NextStep step = RouteDecision.next(plan, ask(), order, situation(now, standings, attempts));
      while (!(step instanceof NextStep.GiveUp)) {
        if (step instanceof NextStep.WaitUntil wait) {
          assertThat(wait.nanoTime()).isGreaterThan(now);
          now = wait.nanoTime();
          standings = standings.stream().map(s -> over(s, wait.nanoTime())).toList();
        } else if (step instanceof NextStep.Try attempt) {
          assertThat(standings.get(attempt.place()).isReady() || attempt.early())
              .as("seed %s", seed)
              .isTrue();
          assertThat(places.add(attempt.place()) || standings.size() == 1).isTrue();
          attempts.add(failed(attempt.place(), faults[random.nextInt(faults.length)]));
          assertThat(attempts).as("seed %s", seed).hasSizeLessThanOrEqualTo(BOUNDS.attemptsMax());
        }
        step = RouteDecision.next(plan, ask(), order, situation(now, standings, attempts));
      }
    }
  }

  private static Standing over(Standing standing, long now) {
    return standing.state() == Standing.State.PACED && standing.until() <= now
        ? Standing.READY
        : standing;
  }

  private static List<Standing> standings(Random random) {
    Standing.State[] states = Standing.State.values();
    List<Standing> standings = new ArrayList<>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      standings.add(
          random.nextInt(3) == 0
              ? standing(states[random.nextInt(states.length)], 1 + random.nextInt(1000))
              : Standing.READY);
    }
    return standings;
  }

  private static RoutePolicy withFallback(String deployment, FallbackCause cause) {
    return new RoutePolicy(
        Strategy.PRIORITY,
        false,
        Map.of(),
        Map.of(deployment, Set.of(cause)),
        null,
        CommitWindow.NONE,
        TimeLimits.NONE,
        BOUNDS);
  }

  private static Ask ask() {
    return Ask.of(Needs.NONE, 60 * SECOND, 42);
  }

  private static NextStep next(int size, List<Standing> standings, Attempt... attempts) {
    return at(0, size, standings, attempts);
  }

  private static NextStep next(Plan plan, List<Standing> standings, Attempt... attempts) {
    return RouteDecision.next(
        plan,
        ask(),
        RouteOrder.of(plan, ask(), standings),
        situation(0, standings, List.of(attempts)));
  }

  private static NextStep at(long now, int size, List<Standing> standings, Attempt... attempts) {
    Plan plan = Plans.of(POLICY, size);
    return RouteDecision.next(
        plan,
        ask(),
        RouteOrder.of(plan, ask(), standings),
        situation(now, standings, List.of(attempts)));
  }

  private static RouteDecision.Situation situation(
      long now, List<Standing> standings, List<Attempt> attempts) {
    return new RouteDecision.Situation(standings, attempts, now, true, false, -1);
  }

  private static List<Standing> ready(int count) {
    return java.util.Collections.nCopies(count, Standing.READY);
  }

  private static Standing standing(Standing.State state, long until) {
    return new Standing(state, until, 0, 0);
  }

  private static Attempt failed(int place, UpstreamFault fault) {
    return failed(place, new UpstreamException(fault, UpstreamException.Report.NONE, null, null));
  }

  private static Attempt refused(int place, String code) {
    return failed(place, new InvalidRequestException(400, code, "refused", null));
  }

  private static Attempt failed(int place, VaultGateException failure) {
    return Attempt.begun(place, 0).failed(failure, 0);
  }
}

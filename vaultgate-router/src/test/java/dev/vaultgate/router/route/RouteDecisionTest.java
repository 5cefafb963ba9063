package dev.vaultgate.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RouteDecisionTest {

  private static final RouteSettings SETTINGS = RouteSettings.DEFAULT;

  @Test
  void theFirstReadyDeploymentIsTriedFirst() {
    NextStep step =
        next(List.of(resting(50, UpstreamFault.RATE_LIMITED), Standing.READY), List.of());

    assertThat(step).isEqualTo(new NextStep.Try(1, Duration.ZERO));
  }

  @ParameterizedTest
  @EnumSource(value = UpstreamFault.class, mode = EnumSource.Mode.EXCLUDE, names = "TOO_LARGE")
  void theNextDeploymentTakesOverAtOnceAfterAnyFault(UpstreamFault fault) {
    NextStep step = next(List.of(Standing.READY, Standing.READY), List.of(failed(0, fault)));

    assertThat(step).isEqualTo(new NextStep.Try(1, Duration.ZERO));
  }

  @Test
  void f22NobodyElseIsAskedAfterAnAnswerBeyondAllBounds() {
    NextStep step =
        next(List.of(Standing.READY, Standing.READY), List.of(failed(0, UpstreamFault.TOO_LARGE)));

    assertThat(step).isEqualTo(new NextStep.GiveUp(UpstreamFault.TOO_LARGE, null));
  }

  @Test
  void f18OneMoreIsAskedAfterAnEmptyAnswerAndNoThird() {
    List<Standing> three = List.of(Standing.READY, Standing.READY, Standing.READY);
    Attempt first = failed(0, UpstreamFault.EMPTY_RESPONSE);
    Attempt second = failed(1, UpstreamFault.EMPTY_RESPONSE);

    assertThat(next(three, List.of(first))).isEqualTo(new NextStep.Try(1, Duration.ZERO));
    assertThat(next(three, List.of(first, second)))
        .isEqualTo(new NextStep.GiveUp(UpstreamFault.EMPTY_RESPONSE, null));
  }

  @Test
  void f07ASoleDeploymentIsTriedOnceMoreAfterAShortWait() {
    NextStep step = next(List.of(Standing.READY), List.of(failed(0, UpstreamFault.SERVER)));

    assertThat(step).isEqualTo(new NextStep.Try(0, Duration.ofMillis(250)));
  }

  @Test
  void f01ALimitedDeploymentIsNotTriedAgain() {
    NextStep step =
        next(
            List.of(resting(7_000_000_000L, UpstreamFault.RATE_LIMITED)),
            List.of(failed(0, UpstreamFault.RATE_LIMITED)));

    assertThat(step)
        .isEqualTo(new NextStep.GiveUp(UpstreamFault.RATE_LIMITED, Duration.ofSeconds(7)));
  }

  @Test
  void f51WhenAllRestTheOneThatReturnsFirstIsNamed() {
    NextStep step =
        next(
            List.of(
                resting(9_000_000_000L, UpstreamFault.UNAVAILABLE),
                resting(4_000_000_000L, UpstreamFault.EXHAUSTED)),
            List.of());

    assertThat(step)
        .isEqualTo(new NextStep.GiveUp(UpstreamFault.UNAVAILABLE, Duration.ofSeconds(4)));
  }

  @Test
  void attemptsNeverExceedTheirBound() {
    List<Standing> many = List.of(Standing.READY, Standing.READY, Standing.READY, Standing.READY);
    List<Attempt> three =
        List.of(
            failed(0, UpstreamFault.SERVER),
            failed(1, UpstreamFault.SERVER),
            failed(2, UpstreamFault.TIMEOUT));

    assertThat(next(many, three)).isEqualTo(new NextStep.GiveUp(UpstreamFault.TIMEOUT, null));
  }

  @Test
  void everyStoryEndsWithinItsBoundsAndTriesNoRestingDeployment() {
    long seed = 20261123;
    Random random = new Random(seed);
    UpstreamFault[] faults = UpstreamFault.values();
    for (int story = 0; story < 200_000; story++) {
      List<Standing> standings = standings(random, faults);
      List<Attempt> attempts = new ArrayList<>();
      Set<Integer> places = new HashSet<>();
      NextStep step = RouteDecision.next(SETTINGS, standings, attempts, 0, random.nextDouble());
      while (step instanceof NextStep.Try attempt) {
        assertThat(standings.get(attempt.place()).isReady()).as("seed %s", seed).isTrue();
        assertThat(places.add(attempt.place()) || standings.size() == 1).isTrue();
        assertThat(attempt.after()).isBetween(Duration.ZERO, SETTINGS.backoffMax());
        attempts.add(failed(attempt.place(), faults[random.nextInt(faults.length)]));
        assertThat(attempts).as("seed %s", seed).hasSizeLessThanOrEqualTo(SETTINGS.attemptsMax());
        step = RouteDecision.next(SETTINGS, standings, attempts, 0, random.nextDouble());
      }
    }
  }

  private static List<Standing> standings(Random random, UpstreamFault[] faults) {
    List<Standing> standings = new ArrayList<>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      standings.add(
          random.nextInt(3) == 0
              ? resting(random.nextInt(1000), faults[random.nextInt(faults.length)])
              : Standing.READY);
    }
    return standings;
  }

  private static NextStep next(List<Standing> standings, List<Attempt> attempts) {
    return RouteDecision.next(SETTINGS, standings, attempts, 0, 0.5);
  }

  private static Standing resting(long until, UpstreamFault why) {
    return new Standing(until, why);
  }

  private static Attempt failed(int place, UpstreamFault fault) {
    return new Attempt(
        place, new UpstreamException(fault, UpstreamException.Report.NONE, null, null));
  }
}

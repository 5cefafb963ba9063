package dev.vaultgate.router.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;

  private final SlidingWindow window = new SlidingWindow();

  @Test
  void theLimitMayComeAtOnceAndNoneAfterIt() {
    assertThat(taken(3, 0, 10)).isEqualTo(3);
  }

  @Test
  void s39TwoBurstsAroundAMinutesEdgeAreOneBurst() {
    long edge = 100 * MINUTE;

    assertThat(taken(5, edge - 1, 5)).isEqualTo(5);
    assertThat(taken(5, edge, 5)).isZero();
    assertThat(taken(5, edge + 30 * SECOND, 5)).isZero();
  }

  @Test
  void aRequestStopsCountingWhenSixtyFullSecondsLieBehindItsOwn() {
    window.take(1, 5 * SECOND + 300);

    assertThat(isFree(1, 66 * SECOND - 1)).isFalse();
    assertThat(isFree(1, 66 * SECOND)).isTrue();
  }

  @Test
  void theWaitEndsExactlyWhenAPlaceIsFree() {
    window.take(1, 0);
    window.take(1, 10 * SECOND);

    Duration wait = window.untilFree(2, 1, 20 * SECOND);

    assertThat(wait).isEqualTo(Duration.ofSeconds(41));
    assertThat(isFree(2, 61 * SECOND - 1)).isFalse();
    assertThat(isFree(2, 61 * SECOND)).isTrue();
  }

  @Test
  void aLoweredLimitWaitsUntilEnoughHaveLeft() {
    window.take(1, 0);
    window.take(1, 1 * SECOND);
    window.take(1, 2 * SECOND);

    assertThat(window.untilFree(1, 1, 2 * SECOND)).isEqualTo(Duration.ofSeconds(61));
  }

  @Test
  void whileAPlaceIsFreeNobodyWaits() {
    window.take(1, 0);

    assertThat(window.untilFree(2, 1, 0)).isZero();
  }

  @Test
  void manyAreFreeWhenEnoughHaveLeft() {
    window.take(300, 0);
    window.take(500, 10 * SECOND);
    window.take(100, 20 * SECOND);

    assertThat(window.untilFree(1_000, 100, 20 * SECOND)).isZero();
    assertThat(window.untilFree(1_000, 400, 20 * SECOND)).isEqualTo(Duration.ofSeconds(41));
    assertThat(window.untilFree(1_000, 401, 20 * SECOND)).isEqualTo(Duration.ofSeconds(51));
    assertThat(window.untilFree(1_000, 1_000, 20 * SECOND)).isEqualTo(Duration.ofSeconds(61));
  }

  @Test
  void whatIsGivenBackIsFreeAgain() {
    window.take(1, 0);
    window.take(1, 0);

    window.giveBack(1, 0, 30 * SECOND);

    assertThat(isFree(2, 30 * SECOND)).isTrue();
    assertThat(isFree(1, 30 * SECOND)).isFalse();
  }

  @Test
  void whatHasLeftTheWindowIsNotGivenBackAgain() {
    window.take(1, 0);
    window.take(1, 61 * SECOND);

    window.giveBack(1, 0, 61 * SECOND);

    assertThat(isFree(1, 61 * SECOND)).isFalse();
  }

  @Test
  void theStateSaysWhatIsLeftAndWhenAllIsThereAgain() {
    window.take(1, 0);
    window.take(1, 10 * SECOND);

    assertThat(window.state(5, 10 * SECOND)).isEqualTo(new RateState(5, 3, 61_000));
    assertThat(window.state(5, 200 * SECOND)).isEqualTo(new RateState(5, 5, 0));
  }

  /**
   * 50 schedules in each of 20 runs: bursts, lulls and long silences, from a clock below zero on.
   */
  @RepeatedTest(20)
  void s39NoSixtySecondsEverHoldMoreThanTheLimit(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    for (int schedule = 0; schedule < 50; schedule++) {
      SlidingWindow tried = new SlidingWindow();
      int limit = 1 + random.nextInt(100);
      long now = random.nextLong() >> 8;
      Deque<Long> lastMinute = new ArrayDeque<>();
      for (int i = 0; i < 500; i++) {
        now +=
            (long) (MINUTE * Math.pow(random.nextDouble(), 12) * (random.nextInt(50) == 0 ? 9 : 1));
        if (tried.untilFree(limit, 1, now).isZero()) {
          tried.take(1, now);
          lastMinute.add(now);
        }
        while (!lastMinute.isEmpty() && now - lastMinute.getFirst() >= MINUTE) {
          lastMinute.removeFirst();
        }
        assertThat(lastMinute).hasSizeLessThanOrEqualTo(limit);
      }
    }
  }

  @Test
  void aSteadyCallerReachesNearlyTheWholeLimit() {
    int limit = 600;
    int came = 0;
    for (long now = 0; now < 100 * MINUTE; now += SECOND / 20) {
      came += taken(limit, now, 1);
    }

    assertThat(came).isBetween(limit * 98, limit * 101);
  }

  private boolean isFree(int limit, long now) {
    return window.untilFree(limit, 1, now).isZero();
  }

  private int taken(int limit, long now, int wanted) {
    int taken = 0;
    for (int i = 0; i < wanted; i++) {
      if (isFree(limit, now)) {
        window.take(1, now);
        taken++;
      }
    }
    return taken;
  }
}

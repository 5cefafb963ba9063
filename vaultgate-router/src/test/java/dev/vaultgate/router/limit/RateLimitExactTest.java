package dev.vaultgate.router.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.router.FakeTime;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Rates;
import dev.vaultgate.router.store.Store;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The limit of requests per minute is exact, in a thousand random schedules: no 60 seconds ever
 * hold more, and who asks without a pause, or comes again when he is told to, gets nearly all of
 * it. A seed that fails is in the test's name.
 */
class RateLimitExactTest {

  private static final int SCHEDULES = 50;
  private static final long MINUTES = 10;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final FakeTime time = new FakeTime();
  private final Keys keys = new Keys(Store.inMemory(time).keys(), time);
  private final KeyLimits limits = new KeyLimits(time::nanoTime);

  static IntStream seeds() {
    return IntStream.range(0, 20);
  }

  /** Bursts, lulls and long silences. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void s39NoSixtySecondsEverHoldMoreThanTheLimit(int seed) {
    Random random = new Random(seed);
    for (int schedule = 0; schedule < SCHEDULES; schedule++) {
      int limit = 1 + random.nextInt(100);
      ApiKey key = key(limit);
      Deque<Long> lastMinute = new ArrayDeque<>();
      for (int i = 0; i < 1_000; i++) {
        double lull = Math.pow(random.nextDouble(), 12) * (random.nextInt(50) == 0 ? 9 : 1);
        time.advance(Duration.ofNanos((long) (MINUTE * lull)));
        if (comes(key).isZero()) {
          lastMinute.add(time.nanoTime());
        }
        while (!lastMinute.isEmpty() && time.nanoTime() - lastMinute.getFirst() >= MINUTE) {
          lastMinute.removeFirst();
        }
        assertThat(lastMinute).hasSizeLessThanOrEqualTo(limit);
      }
    }
  }

  /** Callers who ask again as soon as they are told to, and else in random bursts. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void s39WhoComesAgainWhenToldGetsNearlyAllOfTheLimit(int seed) {
    Random random = new Random(seed);
    for (int schedule = 0; schedule < SCHEDULES; schedule++) {
      int limit = 1 + random.nextInt(100);
      ApiKey key = key(limit);
      long start = time.nanoTime();
      long came = 0;
      while (time.nanoTime() - start < MINUTES * MINUTE) {
        Duration wait = comes(key);
        if (wait.isZero()) {
          came++;
          time.advance(Duration.ofMillis(random.nextInt(1 + 30_000 / limit)));
        } else {
          assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(61));
          time.advance(wait);
          assertThat(comes(key)).isZero();
          came++;
        }
      }

      assertThat(came).isGreaterThanOrEqualTo((long) Math.floor(MINUTES * limit * 0.98));
    }
  }

  /** How long a call has to wait; zero when it was let in. */
  private Duration comes(ApiKey key) {
    try {
      limits.enter(key, 0).leave(0);
      return Duration.ZERO;
    } catch (RateLimitException refused) {
      return refused.retryAfter().orElseThrow();
    }
  }

  private ApiKey key(int limit) {
    return keys.create(KeySpec.named("test").rates(new Rates(limit, 0, 0))).key();
  }
}

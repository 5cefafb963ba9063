package dev.vaultgate.router.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "19, 0",
    "20, 1",
    "999, 7",
    "1000, 8",
    "119999, 18",
    "120000, 19",
    "9999999, 19"
  })
  void aSlotBeginsWithItsStart(long millis, int slot) {
    assertThat(Latency.slot(millis)).isEqualTo(slot);
  }

  @Test
  void thereIsNoneWithoutCalls() {
    assertThat(Latency.of(new long[Latency.SLOTS])).isNull();
  }

  @Test
  void percentilesLieInTheSlotOfTheCallThatTheyAreOf() {
    long seed = 7;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      long[] millis = random.longs(1 + random.nextInt(300), 0, 200_000).sorted().toArray();
      long[] slots = new long[Latency.SLOTS];
      Arrays.stream(millis).forEach(one -> slots[Latency.slot(one)]++);

      Latency latency = Objects.requireNonNull(Latency.of(slots));

      assertThat(distance(latency.p50(), at(millis, 50))).as("seed %d", seed).isLessThan(2);
      assertThat(distance(latency.p99(), at(millis, 99))).as("seed %d", seed).isLessThan(2);
      assertThat(latency.p50()).isLessThanOrEqualTo(latency.p90());
      assertThat(latency.p95()).isLessThanOrEqualTo(latency.p99());
    }
  }

  /** How many slots lie between two times. */
  private static int distance(long one, long other) {
    return Math.abs(Latency.slot(one) - Latency.slot(other));
  }

  private static long at(long[] sorted, int percent) {
    return sorted[(sorted.length * percent + 99) / 100 - 1];
  }
}

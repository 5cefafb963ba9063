package dev.vaultgate.router.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

  private static final List<Integer> USUAL = List.of(50, 80, 100);

  @Test
  void theHighestThatIsReachedCounts() {
    assertThat(Thresholds.reached(USUAL, 49, 100)).isZero();
    assertThat(Thresholds.reached(USUAL, 50, 100)).isEqualTo(50);
    assertThat(Thresholds.reached(USUAL, 79, 100)).isEqualTo(50);
    assertThat(Thresholds.reached(USUAL, 99, 100)).isEqualTo(80);
    assertThat(Thresholds.reached(USUAL, 100, 100)).isEqualTo(100);
    assertThat(Thresholds.reached(USUAL, 170, 100)).isEqualTo(100);
    assertThat(Thresholds.reached(List.of(), 170, 100)).isZero();
  }

  @Test
  void partsAreExactAsFarAsALongReaches() {
    long seed = 20261123;
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      long max = random.nextLong() >>> (1 + random.nextInt(62));
      int percent = 1 + random.nextInt(100);
      BigInteger[] exact =
          BigInteger.valueOf(max)
              .multiply(BigInteger.valueOf(percent))
              .divideAndRemainder(BigInteger.valueOf(100));
      long expected = exact[0].longValueExact() + exact[1].signum();
      assertThat(Thresholds.part(max, percent)).as("seed %d, %d", seed, i).isEqualTo(expected);
    }
  }
}

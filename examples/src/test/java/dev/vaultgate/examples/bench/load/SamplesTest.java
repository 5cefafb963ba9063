package dev.vaultgate.examples.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SamplesTest {

  private final Samples samples = new Samples();

  @Test
  void quantilesAreSamplesThatWereTaken() {
    for (long micros = 2_000; micros > 0; micros--) {
      samples.add(micros * 1_000);
    }

    assertThat(samples.quantileMicros(0)).isEqualTo(1);
    assertThat(samples.quantileMicros(0.5)).isEqualTo(1_000);
    assertThat(samples.quantileMicros(0.99)).isEqualTo(1_980);
    assertThat(samples.quantileMicros(1)).isEqualTo(2_000);
  }

  @Test
  void samplesTakenAfterAQuestionCount() {
    samples.add(1_000);
    samples.quantileMicros(0.5);

    samples.add(500);

    assertThat(samples.quantileMicros(0)).isEqualTo(0.5);
  }

  @Test
  void nothingHasNoQuantile() {
    assertThat(samples.quantileMicros(0.5)).isNaN();
  }
}

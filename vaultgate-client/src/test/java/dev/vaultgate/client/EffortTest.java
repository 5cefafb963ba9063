package dev.vaultgate.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EffortTest {

  @Test
  void anEffortThatIsNotOfferedBecomesTheNextStrongerOne() {
    assertThat(Effort.MEDIUM.among(List.of("low", "high"))).isEqualTo("high");
    assertThat(Effort.LOW.among(List.of("minimal", "low", "high"))).isEqualTo("low");
    assertThat(Effort.NONE.among(List.of("minimal", "high"))).isEqualTo("minimal");
  }

  @Test
  void beyondTheStrongestThereIsNone() {
    assertThat(Effort.MAX.among(List.of("low", "medium", "high"))).isEqualTo("high");
  }

  @Test
  void whereNoneIsKnownItIsTheWordItself() {
    assertThat(Effort.HIGH.among(List.of())).isEqualTo("high");
  }
}

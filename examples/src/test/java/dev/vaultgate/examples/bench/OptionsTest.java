package dev.vaultgate.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void threeRoundsUnlessQuick() {
    assertThat(parse().rounds()).isEqualTo(3);
    assertThat(parse("--quick").rounds()).isEqualTo(1);
    assertThat(parse("--quick", "--rounds", "2").rounds()).isEqualTo(2);
  }

  @Test
  void everythingIsRunUnlessSomethingIsNamed() {
    assertThat(parse().wantsContender("nginx")).isTrue();
    assertThat(parse("--only", "direct,nginx").wantsContender("nginx")).isTrue();
    assertThat(parse("--only", "direct,nginx").wantsContender("vaultgate-17")).isFalse();
    assertThat(parse("--loads", "c64").wantsLoad("c1")).isFalse();
  }

  @Test
  void modelAndHeadersBelongToTheGatewayBeforeThem() {
    Options options =
        parse(
            "--gateway-command",
            "one=a {port}",
            "--gateway-model",
            "m",
            "--gateway-command",
            "two=b",
            "--gateway-header",
            "X: 1");

    assertThat(options.commands().get(0).model()).isEqualTo("m");
    assertThat(options.commands().get(0).headers()).isEmpty();
    assertThat(options.commands().get(1).model()).isEqualTo("bench-model");
    assertThat(options.commands().get(1).headers()).containsExactly("X: 1");
  }

  @Test
  void otherBuildsGoByTheirNames() {
    assertThat(parse("--other", "v1=/old.jar").otherJars())
        .containsExactly(Map.entry("v1", Path.of("/old.jar")));
    assertThat(parse("--variant", "okhttp=outbound: { transport: okhttp }").variants())
        .containsExactly(Map.entry("okhttp", "outbound: { transport: okhttp }"));
  }

  @Test
  void whatIsWrongIsNamed() {
    assertWrong("--fast", "--fast");
    assertWrong("--rounds: 0", "--rounds", "0");
    assertWrong("--rounds: many", "--rounds", "many");
    assertWrong("NAME=FILE", "--other", "/old.jar");
    assertWrong("--json: its value is missing", "--json");
    assertWrong("NAME=COMMAND", "--gateway-command", "nothing");
    assertWrong("--gateway-command must come before", "--gateway-model", "m");
  }

  private static void assertWrong(String message, String... arguments) {
    assertThatThrownBy(() -> parse(arguments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Options parse(String... arguments) {
    return Options.parse(arguments);
  }
}

package dev.vaultgate.router.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallTalkTest {

  @ParameterizedTest
  @CsvSource({
    "What is 12 * 3.5?, 12 * 3.5 = 42.",
    "7 minus 9, 7 - 9 = -2.",
    "10 / 4, 10 / 4 = 2.5.",
    "3-3, 3 - 3 = 0.",
    "1 / 0, Nothing can be divided by 0."
  })
  void sumsAreSolved(String said, String answer) {
    assertThat(DemoClient.say(said)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "say this is a test, this is a test",
    "'Say \"this is a test\"', this is a test",
    "Please reply with: OK, OK",
    "count to 5, 1 2 3 4 5"
  })
  void wishesAreFollowedToTheLetter(String said, String answer) {
    assertThat(DemoClient.say(said)).isEqualTo(answer);
  }

  @Test
  void asManyWordsComeAsAreAskedFor() {
    assertThat(DemoClient.say("Give me 300 words").split(" ")).hasSize(300);
  }

  @Test
  void aLongTextIsNotRepeatedWhole() {
    assertThat(DemoClient.say("x ".repeat(3_000))).hasSizeLessThan(2_100).endsWith("…");
  }

  @Test
  void marksOfMarkdownAreThereToTryAPage() {
    assertThat(DemoClient.say("show a table")).contains("|---|");
    assertThat(DemoClient.say("show code")).contains("```java");
    assertThat(DemoClient.say("help")).contains("- ");
  }

  @Test
  void nothingIsAnsweredToo() {
    assertThat(DemoClient.say(" ")).isEqualTo("You said nothing.");
  }
}

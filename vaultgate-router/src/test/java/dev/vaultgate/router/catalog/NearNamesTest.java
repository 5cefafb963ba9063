package dev.vaultgate.router.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearNamesTest {

  private static final List<String> NAMES =
      List.of("gpt-4o-text", "gpt-4.1-text", "gpt-4-text", "claude-opus-5-text");

  @Test
  void nearestNamesComeFirst() {
    assertThat(NearNames.of("gpt-4p-text", NAMES)).startsWith("gpt-4-text", "gpt-4o-text");
  }

  @Test
  void beginningOfANameIsNear() {
    assertThat(NearNames.of("claude-opus", NAMES)).containsExactly("claude-opus-5-text");
  }

  @Test
  void farNamesAreNotSuggested() {
    assertThat(NearNames.of("llama", NAMES)).isEmpty();
    assertThat(NearNames.of("", NAMES)).isEmpty();
  }

  @Test
  void atMostThreeAreSuggested() {
    List<String> many = List.of("a-1", "a-2", "a-3", "a-4");

    assertThat(NearNames.of("a-9", many)).containsExactly("a-1", "a-2", "a-3");
  }

  @Test
  void longNameIsNotCompared() {
    assertThat(NearNames.of("x".repeat(81), List.of("x".repeat(81)))).isEmpty();
  }
}

package dev.vaultgate.server.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTemplateTest {

  @Test
  void placeTakesOneSegmentDecoded() {
    assertThat(PathTemplate.of("/keys/{id}/rotate").match("/keys/a%20b+c/rotate"))
        .hasValue(Map.of("id", "a b+c"));
  }

  @Test
  void lastPlaceTakesAllThatIsLeft() {
    assertThat(PathTemplate.of("/models/{id+}").match("/models/openai/gpt-4o"))
        .hasValue(Map.of("id", "openai/gpt-4o"));
  }

  @Test
  void noPathIsOne() {
    assertThat(PathTemplate.of("").match("")).hasValue(Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "/keys/{id}, /keys",
    "/keys/{id}, /keys/",
    "/keys/{id}, /keys/a/b",
    "/keys/{id}, /key/a",
    "/models/{id+}, /models",
    "/models/{id+}, /models/",
    "/keys, /keys/",
    "/keys, //keys",
    "/keys, /Keys"
  })
  void otherPathsAreNotOfTheForm(String template, String path) {
    assertThat(PathTemplate.of(template).match(path)).isEmpty();
  }
}

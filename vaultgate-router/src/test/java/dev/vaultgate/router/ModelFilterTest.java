package dev.vaultgate.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Model;
import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.ModelPrice;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFilterTest {

  private final Router router =
      Router.builder()
          .provider("openai", "key")
          .provider("mistral", "key")
          .model(model("dear-text", ModelPrice.perMillionTokens("2.51", "10")))
          .model(model("cheap-text", ModelPrice.perMillionTokens("2.5", "10")))
          .model(model("free-text", ModelPrice.perMillionTokens("0", "0")))
          .model(CustomModel.of("unpriced-text", "mistral/anything"))
          .time(new FakeTime())
          .build();

  @AfterEach
  void close() {
    router.close();
  }

  private static CustomModel model(String id, ModelPrice price) {
    return new CustomModel(id, List.of(CustomModel.Place.parse("mistral/anything")), price, null);
  }

  private List<String> ids(Map<String, String> asked) {
    return router.models().stream().filter(ModelFilter.parse(asked)).map(Model::id).toList();
  }

  @Test
  void nothingAskedForIsEverything() {
    assertThat(ids(Map.of())).hasSameSizeAs(router.models());
  }

  @Test
  void typeProviderAndCapabilityAllCount() {
    assertThat(ids(Map.of("type", "image", "provider", "openai")))
        .contains("gpt-image-1-image")
        .allMatch(id -> id.endsWith("-image"));
    assertThat(ids(Map.of("type", "embedding", "provider", "mistral", "capability", "tools")))
        .isEmpty();
    assertThat(ids(Map.of("provider", "nobody"))).isEmpty();
  }

  @Test
  void priceIsTheMostThatInputMayCost() {
    assertThat(ids(Map.of("max_input_price", "2.50")))
        .contains("cheap-text", "free-text")
        .doesNotContain("dear-text", "unpriced-text");
  }

  @Test
  void modelWithoutAPriceIsNotFree() {
    assertThat(ids(Map.of("free", "true"))).contains("free-text").doesNotContain("unpriced-text");
    assertThat(ids(Map.of("free", "false")))
        .contains("unpriced-text", "cheap-text")
        .doesNotContain("free-text");
  }

  @Test
  void deprecatedModelsAreThoseThatTheirProviderAdvisesAgainst() {
    List<String> deprecated = ids(Map.of("deprecated", "true"));

    assertThat(deprecated).isNotEmpty().doesNotContain("cheap-text");
    assertThat(ids(Map.of("deprecated", "false"))).doesNotContainAnyElementsOf(deprecated);
  }

  @ParameterizedTest
  @CsvSource({
    "type, video, 'text, image'",
    "capability, magic, tools",
    "max_input_price, cheap, dollars",
    "max_input_price, -1, dollars",
    "max_input_price, 1e999999999, dollars",
    "free, yes, true or false",
    "deprecated, '', true or false"
  })
  void valueThatIsNoneIsRefusedWithWhatIsExpected(String word, String value, String expected) {
    assertThatThrownBy(() -> ModelFilter.parse(Map.of(word, value)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining(word)
        .hasMessageContaining(expected);
  }
}

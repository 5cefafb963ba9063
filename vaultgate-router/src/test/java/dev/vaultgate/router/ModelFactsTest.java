package dev.vaultgate.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.ImagePrice;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.catalog.TokenRates;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelFactsTest {

  private static JsonNode facts(String provider, String model) {
    try (Router router = Router.builder().provider(provider, "key").build()) {
      return router.model(model).orElseThrow().extra().get(ModelFacts.MEMBER);
    }
  }

  private static String price(ModelPrice price) {
    return PriceFacts.of(price).toString();
  }

  @Test
  void priceOfTheCatalogueHasItsDateAndItsSource() {
    JsonNode facts = facts("openai", "gpt-4o-text");

    assertThat(facts.path("price").path("input").asText()).isEqualTo("2.5");
    assertThat(facts.path("price").path("cache_read").asText()).isEqualTo("1.25");
    assertThat(facts.path("price_as_of").asText()).matches("20\\d\\d-\\d\\d-\\d\\d");
    assertThat(facts.path("price_source").asText()).isNotEmpty();
  }

  @Test
  void priceOfTheOperatorHasNone() {
    try (Router router =
        Router.builder()
            .provider("openai", "key")
            .model(
                new CustomModel(
                    "gpt-4o-text",
                    List.of(CustomModel.Place.parse("openai/gpt-4o")),
                    ModelPrice.perMillionTokens("7", "8"),
                    null))
            .build()) {
      JsonNode facts = router.model("gpt-4o-text").orElseThrow().extra().get(ModelFacts.MEMBER);

      assertThat(facts.path("price")).hasToString("{\"input\":\"7\",\"output\":\"8\"}");
      assertThat(facts.has("price_as_of")).isFalse();
      assertThat(facts.has("price_source")).isFalse();
    }
  }

  @Test
  void pricesAreExactDecimals() {
    assertThat(price(ModelPrice.perMillionTokens("0", "10000")))
        .isEqualTo("{\"input\":\"0\",\"output\":\"10000\"}");
    assertThat(price(ModelPrice.ofTokens(new TokenRates(1, 2, 3, 1, 2, 1, 2, 1, 2))))
        .isEqualTo("{\"input\":\"0.000001\",\"output\":\"0.000002\",\"cache_read\":\"0.000003\"}");
  }

  @Test
  void imagesAreOneFigureOrOneForEachSizeAndQuality() {
    ImagePrice any = new ImagePrice(null, null, 40_000_000);
    ImagePrice fine = new ImagePrice("1024x1024", "hd", 80_000_000);

    assertThat(price(new ModelPrice(null, List.of(), List.of(any), 0)))
        .isEqualTo("{\"per_image\":\"0.04\"}");
    assertThat(price(new ModelPrice(null, List.of(), List.of(fine), 0)))
        .isEqualTo("{\"images\":[{\"size\":\"1024x1024\",\"quality\":\"hd\",\"price\":\"0.08\"}]}");
    assertThat(price(new ModelPrice(null, List.of(), List.of(), 50_000_000)))
        .isEqualTo("{\"per_megapixel\":\"0.05\"}");
  }
}

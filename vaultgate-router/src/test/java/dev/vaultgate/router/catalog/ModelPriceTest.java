package dev.vaultgate.router.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPriceTest {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1000000",
    "2.50, 2500000",
    "2.5000000000, 2500000",
    "0.003625, 3625",
    "0.000001, 1",
    "1e-6, 1",
    "0.1, 100000",
    "4.35, 4350000",
    "1.005, 1005000",
    "10000, 10000000000"
  })
  void dollarsPerMillionTokensArePicoDollarsPerTokenExactly(String dollars, long picos) {
    TokenRates rates = Birds.rates(ModelPrice.perMillionTokens(dollars, "0"));

    assertThat(rates.input()).isEqualTo(picos);
    assertThat(Birds.rates(price("{\"input\":" + dollars + ",\"output\":0}")).input())
        .isEqualTo(picos);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-0.01",
        "-1e-9",
        "10000.01",
        "1e999999999",
        "0.0000001",
        "1e-999999999",
        "2.5000001"
      })
  void negativeAbsurdAndTooFinePricesAreRefused(String dollars) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelPrice.perMillionTokens(dollars, "1"))
        .withMessageStartingWith("input: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "free", "NaN", "Infinity", "0x10", "1,5"})
  void textThatIsNoNumberIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelPrice.perMillionTokens("1", text))
        .withMessageContaining("output: " + text + " (expected: dollars, such as 2.50)");
  }

  @Test
  void classWithoutAPriceHasThatOfItsPlainClass() {
    TokenRates rates = Birds.rates(price("{\"input\":2.5,\"output\":10,\"cache_read\":1.25}"));

    assertThat(rates)
        .isEqualTo(
            new TokenRates(
                2_500_000,
                10_000_000,
                1_250_000,
                2_500_000,
                10_000_000,
                2_500_000,
                10_000_000,
                2_500_000,
                10_000_000));
  }

  @Test
  void outputOfAModelThatOnlyMakesImagesIsImages() {
    TokenRates rates = Birds.rates(price("{\"input\":5,\"image_input\":8,\"image_output\":32}"));

    assertThat(rates.output()).isEqualTo(32_000_000);
    assertThat(rates.dearestInput()).isEqualTo(8_000_000);
  }

  @Test
  void longPromptHasThePriceOfItsTier() {
    ModelPrice price =
        price(
            "{\"input\":1.25,\"output\":10,\"tiers\":["
                + "{\"above\":500000,\"input\":9},{\"above\":200000,\"input\":2.5,\"output\":15}]}");

    assertThat(known(price.tokens(200_000)).input()).isEqualTo(1_250_000);
    assertThat(known(price.tokens(200_001)).input()).isEqualTo(2_500_000);
    assertThat(known(price.tokens(200_001)).output()).isEqualTo(15_000_000);
    assertThat(known(price.tokens(500_001)).input()).isEqualTo(9_000_000);
    assertThat(known(price.tokens(500_001)).output()).isEqualTo(10_000_000);
  }

  @Test
  void upperBoundIsTheDearestTierThatThePromptCanReach() {
    ModelPrice price =
        price(
            "{\"input\":1.25,\"output\":10,\"tiers\":["
                + "{\"above\":200000,\"input\":2.5,\"output\":15},{\"above\":500000,\"input\":9}]}");

    assertThat(known(price.dearestTokens(1)).output()).isEqualTo(10_000_000);
    assertThat(known(price.dearestTokens(300_000)).output()).isEqualTo(15_000_000);
    assertThat(known(price.dearestTokens(900_000)).output()).isEqualTo(15_000_000);
    assertThat(known(price.dearestTokens(900_000)).input()).isEqualTo(9_000_000);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "1024x1024, standard, 40000000",
        "1024x1024, hd, 80000000",
        "1792x1024, hd, 120000000",
        "1024x1024, -, 120000000",
        "-, -, 120000000",
        "4096x4096, hd, 120000000"
      })
  void imageHasThePriceOfItsSizeAndQualityAndTheDearestInDoubt(
      String size, String quality, long nanos) {
    ModelPrice price =
        price(
            "{\"per_image\":[{\"size\":\"1024x1024\",\"quality\":\"standard\",\"usd\":0.04},"
                + "{\"size\":\"1024x1024\",\"quality\":\"hd\",\"usd\":0.08},"
                + "{\"size\":\"1792x1024\",\"quality\":\"hd\",\"usd\":0.12}]}");

    assertThat(price.imageNanos(size, quality)).hasValue(nanos);
  }

  @ParameterizedTest
  @CsvSource({"1024x1024, 134", "1536x1024, 134", "2048x1024, 150", "4096x4096, 240", "2K, 150"})
  void sizeBelongsToTheClassThatItsLongerSideFits(String size, long thousandths) {
    ModelPrice price =
        price(
            "{\"per_image\":[{\"size\":\"1K\",\"usd\":0.134},{\"size\":\"2K\",\"usd\":0.15},"
                + "{\"size\":\"4K\",\"usd\":0.24}]}");

    assertThat(price.imageNanos(size, null)).hasValue(thousandths * 1_000_000);
  }

  @Test
  void priceForAnySizeFitsEverySize() {
    ModelPrice price =
        price("{\"per_image\":[{\"usd\":0.04},{\"size\":\"256x256\",\"usd\":0.01}]}");

    assertThat(price.imageNanos("256x256", "hd")).hasValue(10_000_000);
    assertThat(price.imageNanos("512x512", null)).hasValue(40_000_000);
    assertThat(price.imageNanos(null, null)).hasValue(40_000_000);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"1000x1000, 2700000", "1024x1024, 2831156", "1x1, 3", "-, 2831156", "huge, 2831156"})
  void areaIsPricedByThePixelAndRoundedUp(String size, long nanos) {
    assertThat(price("{\"per_megapixel\":0.0027}").imageNanos(size, null)).hasValue(nanos);
  }

  @Test
  void priceByTokenSaysNothingOfImages() {
    ModelPrice price = ModelPrice.perMillionTokens("1", "2");

    assertThat(price.imageNanos("1024x1024", null)).isEmpty();
    assertThat(price.covers(ModelType.TEXT)).isTrue();
  }

  @Test
  void priceByImageDoesNotCoverText() {
    ModelPrice price = price("{\"per_image\":[{\"usd\":0.04}]}");

    assertThat(price.covers(ModelType.TEXT)).isFalse();
    assertThat(price.covers(ModelType.IMAGE)).isTrue();
    assertThat(price.tokens(10)).isNull();
    assertThat(price.dearestTokens(10)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | price: nothing",
        "{\"input\":1} | models.swan.price.output: missing",
        "{\"cache_read\":1} | models.swan.price.input: missing",
        "{\"input\":\"cheap\",\"output\":1} | models.swan.price.input: cheap (expected: dollars",
        "{\"input\":true,\"output\":1} | models.swan.price.input: true (expected: a number)",
        "{\"input\":1,\"output\":1,\"inptu\":2} | models.swan.price.inptu: unknown field (did you"
            + " mean input?)",
        "{\"input\":1,\"output\":1,\"tiers\":[{\"above\":5}]} | models.swan.price.tiers[0].above:"
            + " missing",
        "{\"input\":1,\"output\":1,\"tiers\":[{\"above\":0,\"input\":2}]} | tier above: 0",
        "{\"per_image\":[{\"size\":\"1K\"}]} | models.swan.price.per_image[0].usd: missing",
        "{\"per_image\":[{\"usd\":1001}]} | models.swan.price.per_image[0].usd: 1001 (expected: 0"
            + " to 1000",
        "{\"per_image\":[{\"usd\":-1}]} | models.swan.price.per_image[0].usd: -1",
        "{\"per_image\":{\"usd\":1}} | models.swan.price.per_image: {\"usd\":1} (expected: a list)",
        "[] | models.swan.price: [] (expected: an object)"
      })
  void damagedPriceIsRefusedWithItsPlace(String json, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> price(json))
        .withMessageContaining(message);
  }

  @Test
  void quotedNumberIsANumber() {
    assertThat(price("{\"input\":\"2.50\",\"output\":\"10\"}"))
        .isEqualTo(ModelPrice.perMillionTokens("2.50", "10"));
  }

  private static TokenRates known(@Nullable TokenRates rates) {
    return Objects.requireNonNull(rates);
  }

  private static ModelPrice price(String json) {
    try {
      return CatalogFiles.price("models.swan.price", JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}

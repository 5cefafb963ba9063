package dev.vaultgate.router.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PricesTest {

  private static final LocalDate NEW_YEAR = LocalDate.of(2027, 1, 1);
  private static final ModelPrice CHEAP = ModelPrice.perMillionTokens("1", "2");
  private static final ModelPrice DEAR = ModelPrice.perMillionTokens("3", "4");
  private static final ModelPrice DEARER = ModelPrice.perMillionTokens("5", "6");

  private static PublicModel swan(CustomModel model, LocalDate day) {
    return Birds.builder().model(model).build().resolve("swan-text", day).model().orElseThrow();
  }

  private static CustomModel swan(ModelPrice price, DatedPrice... later) {
    return new CustomModel(
        "swan-text", List.of(CustomModel.Place.parse("alpha/swan")), price, null, List.of(later));
  }

  @Test
  void aPriceThatBeginsLaterTakesEffectOnItsDay() {
    CustomModel model = swan(CHEAP, DatedPrice.from(NEW_YEAR, DEAR));

    assertThat(swan(model, NEW_YEAR.minusDays(1)).price()).isEqualTo(CHEAP);
    assertThat(swan(model, NEW_YEAR).price()).isEqualTo(DEAR);
    assertThat(swan(model, NEW_YEAR.plusYears(3)).price()).isEqualTo(DEAR);
  }

  @Test
  void theLatestThatHasBegunHolds() {
    CustomModel model =
        swan(CHEAP, DatedPrice.from(NEW_YEAR.plusDays(9), DEARER), DatedPrice.from(NEW_YEAR, DEAR));

    assertThat(swan(model, NEW_YEAR.plusDays(8)).price()).isEqualTo(DEAR);
    assertThat(swan(model, NEW_YEAR.plusDays(9)).price()).isEqualTo(DEARER);
  }

  @Test
  void untilTheFirstOfThemBeginsTheCataloguesHolds() {
    CustomModel model = swan(null, DatedPrice.from(NEW_YEAR, DEAR));

    assertThat(Birds.rates(swan(model, NEW_YEAR.minusDays(1)).price()).input())
        .isEqualTo(2_500_000);
    assertThat(swan(model, NEW_YEAR).price()).isEqualTo(DEAR);
  }

  @Test
  void aModelWhosePriceHasNotBegunHasNone() {
    CustomModel model =
        new CustomModel(
            "eagle-text",
            List.of(CustomModel.Place.parse("beta/eagle-7b")),
            null,
            null,
            List.of(DatedPrice.from(NEW_YEAR, DEAR)));
    Catalog catalog = Birds.builder().model(model).build();

    PublicModel before = catalog.resolve("eagle-text", NEW_YEAR.minusDays(1)).model().orElseThrow();
    PublicModel after = catalog.resolve("eagle-text", NEW_YEAR).model().orElseThrow();

    assertThat(before.hasPrice()).isFalse();
    assertThat(after.hasPrice()).isTrue();
    assertThat(catalog.models(NEW_YEAR))
        .filteredOn(listed -> listed.id().equals("eagle-text"))
        .singleElement()
        .satisfies(listed -> assertThat(listed.price()).isEqualTo(DEAR));
  }

  @Test
  void aPlacesOwnPriceStandsAgainstTheModelsLaterOne() {
    CustomModel model =
        new CustomModel(
            "swan-text",
            List.of(
                new CustomModel.Place("alpha", "swan", DEARER),
                CustomModel.Place.parse("beta/birds/swan")),
            CHEAP,
            null,
            List.of(DatedPrice.from(NEW_YEAR, DEAR)));

    assertThat(swan(model, NEW_YEAR).deployments())
        .extracting(Deployment::price)
        .containsExactly(DEARER, DEAR);
  }

  @Test
  void twoPricesFromOneDayAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                swan(
                    swan(CHEAP, DatedPrice.from(NEW_YEAR, DEAR), DatedPrice.from(NEW_YEAR, CHEAP)),
                    NEW_YEAR))
        .withMessageContaining("2027-01-01: twice");
  }

  @Test
  void aVersionIsTheSameForTheSamePriceAndAnotherForAnother() {
    String version = DatedPrice.of(CHEAP).version();

    assertThat(version).matches("p[0-9a-f]{12}");
    assertThat(DatedPrice.of(ModelPrice.perMillionTokens("1.00", "2.0")).version())
        .isEqualTo(version);
    assertThat(
            Stream.of(
                DatedPrice.of(CHEAP),
                DatedPrice.of(DEAR),
                DatedPrice.from(NEW_YEAR, CHEAP),
                DatedPrice.from(NEW_YEAR.plusDays(1), CHEAP),
                DatedPrice.of(new ListedPrice(CHEAP, NEW_YEAR, "vendor"))))
        .extracting(DatedPrice::version)
        .doesNotHaveDuplicates();
  }

  /** Settlements of years remember versions, so what makes them must not change by accident. */
  @Test
  void aVersionStaysWhatItIs() {
    assertThat(DatedPrice.of(CHEAP).version()).isEqualTo("p107527016924");
    assertThat(DatedPrice.from(NEW_YEAR, CHEAP).version()).isEqualTo("p021c3ec5c44e");
  }

  @Test
  void everyPriceOfTheCatalogueIsReadAsItIsWritten() throws IOException {
    List<ModelPrice> prices = new ArrayList<>();
    for (String provider : List.of("openai", "anthropic", "google", "black-forest-labs", "fal")) {
      CatalogFiles.builtInModels(provider).stream()
          .flatMap(row -> Stream.ofNullable(row.price()))
          .forEach(prices::add);
    }

    assertThat(prices).hasSizeGreaterThan(100);
    for (ModelPrice price : prices) {
      JsonNode json = Json.read(DatedPrice.of(price).json().getBytes(StandardCharsets.UTF_8));
      assertThat(CatalogFiles.price("price", json)).isEqualTo(price);
    }
  }
}

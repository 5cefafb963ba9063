package dev.vaultgate.router.catalog;

import static dev.vaultgate.router.catalog.Birds.TODAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class CustomModelTest {

  private static final ModelPrice DEAR = ModelPrice.perMillionTokens("7", "8");

  @Test
  void customModelTakesThePlaceOfTheCataloguedOneUnderAllItsNames() {
    Catalog catalog = Birds.builder().model(CustomModel.of("swan-text", "beta/birds/swan")).build();

    for (String name :
        List.of("swan-text", "swan-hybrid", "swan", "birds/swan", "beta/birds/swan")) {
      assertThat(ids(catalog, name)).as(name).containsExactly("beta/birds/swan");
    }
    assertThat(catalog.resolve("alpha/swan", TODAY).model()).isEmpty();
    assertThat(catalog.resolve("swan-20260101", TODAY).model()).isEmpty();
  }

  @Test
  void anyIdOfACataloguedModelTakesItsPlace() {
    Catalog catalog =
        Birds.builder().model(CustomModel.of("swan-hybrid", "beta/birds/swan")).build();

    for (String name : List.of("swan-hybrid", "swan-text", "swan", "beta/birds/swan")) {
      PublicModel model = catalog.resolve(name, TODAY).model().orElseThrow();
      assertThat(model.id()).as(name).isEqualTo("swan-hybrid");
    }
    assertThat(catalog.models(TODAY)).extracting(PublicModel::id).doesNotContain("swan-text");
  }

  @Test
  void secondModelInOnePlaceStandsBesideTheFirst() {
    Catalog catalog =
        Birds.builder()
            .model(CustomModel.of("swan-text", "alpha/swan"))
            .model(CustomModel.of("swan-hybrid", "beta/birds/swan"))
            .build();

    assertThat(ids(catalog, "swan-text")).containsExactly("alpha/swan");
    assertThat(ids(catalog, "swan-hybrid")).containsExactly("beta/birds/swan");
    assertThat(catalog.resolve("swan", TODAY).model()).as("means two models").isEmpty();
  }

  @Test
  void deploymentsAreTriedInTheOrderThatTheOperatorGives() {
    Catalog catalog =
        Birds.builder().model(CustomModel.of("swan-text", "beta/birds/swan", "alpha/swan")).build();

    assertThat(ids(catalog, "swan")).containsExactly("beta/birds/swan", "alpha/swan");
  }

  @Test
  void deploymentThatTheCatalogueDoesNotKnowNeedsNoPrice() {
    Catalog catalog = Birds.builder().model(CustomModel.of("eagle-text", "beta/eagle-7b")).build();

    PublicModel eagle = catalog.resolve("eagle", TODAY).model().orElseThrow();

    assertThat(eagle.id()).isEqualTo("eagle-text");
    assertThat(eagle.hasPrice()).isFalse();
    assertThat(eagle.deployments().get(0).traits()).isEqualTo(ModelTraits.UNKNOWN);
  }

  @Test
  void priceIsThePlacesThenTheModelsThenTheCatalogues() {
    ModelPrice own = ModelPrice.perMillionTokens("1", "1");
    List<CustomModel.Place> places =
        List.of(
            new CustomModel.Place("alpha", "swan", own),
            new CustomModel.Place("beta", "birds/swan", null));

    Catalog priced = Birds.builder().model(new CustomModel("a-text", places, DEAR, null)).build();
    Catalog plain = Birds.builder().model(new CustomModel("a-text", places, null, null)).build();

    assertThat(prices(priced, "a-text")).containsExactly(own, DEAR);
    assertThat(prices(plain, "a-text")).containsExactly(own, ModelPrice.perMillionTokens("2", "9"));
  }

  @Test
  void placeThatTheCatalogueDoesNotKnowHasTheListPriceOfItsPublicId() {
    Catalog catalog =
        Catalog.builder(Birds.registry())
            .rows(Birds.rows())
            .enable("beta")
            .model(CustomModel.of("swan-text", "beta/my-own-swan"))
            .build();

    Deployment mine =
        catalog.resolve("swan-text", TODAY).model().orElseThrow().deployments().get(0);

    assertThat(Birds.rates(mine.price()).input()).isEqualTo(2_500_000);
    assertThat(mine.maySupport(Capability.VISION)).isTrue();
    assertThat(mine.row()).isNull();
  }

  @Test
  void placeThatTheCatalogueHasNoPriceForHasTheListPriceOfItsPublicId() {
    Catalog catalog = Birds.builder().model(CustomModel.of("swan-text", "beta/stork")).build();

    assertThat(prices(catalog, "swan-text"))
        .singleElement()
        .satisfies(price -> assertThat(Birds.rates(price).cacheRead()).isEqualTo(1_250_000));
  }

  @Test
  void priceOfAModelThatWritesTextIsByToken() {
    ModelPrice perImage =
        new ModelPrice(null, List.of(), List.of(new ImagePrice(null, null, 1)), 0);
    List<CustomModel.Place> places = List.of(new CustomModel.Place("alpha", "swan", null));
    CatalogBuilder builder =
        Birds.builder().model(new CustomModel("swan-text", places, perImage, null));

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageContaining("model swan-text: price at alpha is for images alone");
  }

  @Test
  void operatorsWordStandsAgainstAShutdown() {
    Catalog catalog = Birds.builder().model(CustomModel.of("heron-text", "alpha/heron")).build();

    assertThat(ids(catalog, "heron")).containsExactly("alpha/heron");
  }

  @Test
  void providerAndModelMeanTheCataloguedModelBeforeACustomOneAtTheSamePlace() {
    Catalog catalog = Birds.builder().model(CustomModel.of("cheap", "alpha/swan")).build();

    assertThat(catalog.resolve("alpha/swan", TODAY).model())
        .map(PublicModel::id)
        .contains("swan-text");
    assertThat(ids(catalog, "cheap")).containsExactly("alpha/swan");
  }

  @Test
  void customModelNeedsAnEnabledProvider() {
    CatalogBuilder builder = Birds.builder().model(CustomModel.of("swan-text", "gamma/swan"));

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageContaining("model swan-text: provider gamma is not enabled");
  }

  @Test
  void aModelIsDefinedOnce() {
    CatalogBuilder builder = Birds.builder().model(CustomModel.of("a", "alpha/swan"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.model(CustomModel.of("a", "beta/birds/swan")))
        .withMessageContaining("model a: defined twice");
  }

  @Test
  void aModelHasDeployments() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CustomModel.of("a"))
        .withMessageContaining("model a: no deployments");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CustomModel.of("a", "swan"))
        .withMessageContaining("deployment: swan (expected: provider/model)");
  }

  @Test
  void aliasOfOneTargetIsAnotherNameForIt() {
    Catalog catalog = Birds.builder().alias("fast", List.of("swan")).build();

    PublicModel fast = catalog.resolve("fast", TODAY).model().orElseThrow();

    assertThat(fast.id()).isEqualTo("swan-text");
    assertThat(fast.names()).contains("fast");
    assertThat(catalog.models(TODAY)).extracting(PublicModel::id).doesNotContain("fast");
  }

  @Test
  void aliasOfOneDeploymentIsThatDeploymentUnderTheIdOfItsModel() {
    Catalog catalog = Birds.builder().alias("here", List.of("beta/birds/swan")).build();

    PublicModel here = catalog.resolve("here", TODAY).model().orElseThrow();

    assertThat(here.id()).isEqualTo("swan-text");
    assertThat(ids(catalog, "here")).containsExactly("beta/birds/swan");
  }

  @Test
  void aliasOfSeveralTargetsIsAModelOfItsOwn() {
    Catalog catalog =
        Birds.builder().alias("assistant", List.of("wren", "swan-text", "alpha/eagle")).build();

    PublicModel assistant = catalog.resolve("assistant", TODAY).model().orElseThrow();

    assertThat(assistant.id()).isEqualTo("assistant");
    assertThat(ids(catalog, "assistant"))
        .containsExactly("beta/birds/wren", "alpha/swan", "beta/birds/swan", "alpha/eagle");
    assertThat(catalog.models(TODAY)).contains(assistant);
    assertThat(assistant.priced().deployments())
        .extracting(Deployment::id)
        .containsExactly("alpha/swan", "beta/birds/swan");
  }

  @Test
  void aliasMayTakeABareNameButNotAnId() {
    Catalog catalog = Birds.builder().alias("swan", List.of("wren")).build();

    assertThat(ids(catalog, "swan")).containsExactly("beta/birds/wren");
    assertThat(ids(catalog, "swan-text")).hasSize(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Birds.builder().alias("swan-text", List.of("wren")).build())
        .withMessageContaining("alias swan-text: is the id of a model");
  }

  @Test
  void aliasForImagesMeansImages() {
    Catalog catalog = Birds.builder().alias("art-image", List.of("parrot", "brush")).build();

    PublicModel art = catalog.resolve("art-image", TODAY).model().orElseThrow();

    assertThat(art.type()).isEqualTo(ModelType.IMAGE);
    assertThat(ids(catalog, "art-image")).containsExactly("alpha/parrot", "alpha/brush");
  }

  @Test
  void aliasOfNothingIsRefusedWithASuggestion() {
    CatalogBuilder builder = Birds.builder().alias("fast", List.of("swann-text", "wren"));

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage(
            "alias fast: swann-text is no model of an enabled provider (did you mean swan-text?)");
  }

  private static List<String> ids(Catalog catalog, String name) {
    return catalog.resolve(name, TODAY).model().orElseThrow().deployments().stream()
        .map(Deployment::id)
        .toList();
  }

  private static List<ModelPrice> prices(Catalog catalog, String name) {
    return catalog.resolve(name, TODAY).model().orElseThrow().deployments().stream()
        .map(Deployment::price)
        .toList();
  }
}

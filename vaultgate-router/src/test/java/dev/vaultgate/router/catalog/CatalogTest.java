package dev.vaultgate.router.catalog;

import static dev.vaultgate.router.catalog.Birds.EARLIER;
import static dev.vaultgate.router.catalog.Birds.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {

  private final Catalog catalog = Birds.catalog();

  @Test
  void canonicalIdMeansAllDeploymentsVendorFirst() {
    PublicModel swan = found("swan-text");

    assertThat(swan.id()).isEqualTo("swan-text");
    assertThat(swan.type()).isEqualTo(ModelType.TEXT);
    assertThat(ids(swan)).containsExactly("alpha/swan", "beta/birds/swan");
  }

  @Test
  void idOfAnotherTypeMeansTheDeploymentsThatAreOfIt() {
    PublicModel swan = found("swan-hybrid");

    assertThat(swan.id()).isEqualTo("swan-text");
    assertThat(ids(swan)).contains("alpha/swan").doesNotContain("beta/birds/swan");
  }

  @Test
  void idOfAnotherTypeThatAllDeploymentsShareIsJustAnotherName() {
    PublicModel parrot = found("parrot-hybrid");

    assertThat(parrot).isEqualTo(found("parrot-text"));
    assertThat(parrot.names()).containsExactly("parrot-text", "parrot-hybrid", "parrot");
    assertThat(parrot.answersTo(ModelType.HYBRID)).isTrue();
    assertThat(parrot.answersTo(ModelType.IMAGE)).isFalse();
  }

  @Test
  void bareNameMeansTheModel() {
    assertThat(found("swan")).isEqualTo(found("swan-text"));
    assertThat(found("brush")).isEqualTo(found("brush-image"));
  }

  @Test
  void bareNameMeansTextUnlessImagesAreAskedFor() {
    assertThat(found("parrot").id()).isEqualTo("parrot-text");

    Resolution asked = catalog.resolve("parrot", ModelType.IMAGE, TODAY);

    assertThat(asked.model()).map(PublicModel::id).contains("parrot-image");
  }

  @Test
  void imagesAreMadeOnlyWhereThereIsAnEndpointForThem() {
    assertThat(ids(found("parrot-text"))).containsExactly("alpha/parrot", "beta/birds/parrot");
    assertThat(ids(found("parrot-image"))).containsExactly("alpha/parrot");
  }

  @Test
  void nameThatMeansTextIsFoundWhereImagesAreAskedFor() {
    Resolution asked = catalog.resolve("wren-text", ModelType.IMAGE, TODAY);

    assertThat(asked.model()).map(model -> model.answersTo(ModelType.IMAGE)).contains(false);
  }

  @Test
  void providerAndModelMeanOneDeployment() {
    PublicModel swan = found("beta/birds/swan");

    assertThat(swan.id()).isEqualTo("swan-text");
    assertThat(ids(swan)).containsExactly("beta/birds/swan");
  }

  @Test
  void aliasOfAProviderStandsForIt() {
    assertThat(ids(found("first/swan"))).containsExactly("alpha/swan");
  }

  @Test
  void datedNameMeansThatVersionUnderTheIdOfTheWhole() {
    PublicModel january = catalog.resolve("swan-20260101", EARLIER).model().orElseThrow();

    assertThat(january.id()).isEqualTo("swan-text");
    assertThat(ids(january)).containsExactly("alpha/swan-20260101");
  }

  @Test
  void plainNameIsTriedOnceAtAProviderThatAlsoHasADatedOne() {
    PublicModel swan = catalog.resolve("swan-text", EARLIER).model().orElseThrow();

    assertThat(ids(swan)).containsExactly("alpha/swan", "beta/birds/swan");
  }

  @Test
  void nameThatTwoProvidersUseForDifferentModelsMeansNeither() {
    Catalog all = Birds.builder().enable("gamma").build();

    assertThat(all.resolve("stork", TODAY)).isEqualTo(new Resolution.Unknown("stork"));
    assertThat(catalog.resolve("stork", TODAY).model())
        .map(PublicModel::id)
        .contains("stork-one-text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "SWAN-TEXT",
        "Swan",
        " swan",
        "swan ",
        "swan-text\n",
        "ѕwan-text",
        "null",
        "alpha/",
        "/swan",
        "alpha",
        "gamma/stork",
        "alpha/eagle",
        "-text",
        "swan-image"
      })
  void nothingIsFoldedTrimmedOrGuessed_S24(String name) {
    assertThat(catalog.resolve(name, TODAY)).isEqualTo(new Resolution.Unknown(name));
  }

  @Test
  void modelPastItsShutdownIsRetiredAndNamesItsSuccessor() {
    assertThat(catalog.resolve("heron", TODAY))
        .isEqualTo(new Resolution.Retired("heron-text", LocalDate.of(2026, 5, 12), "swan-text"));
  }

  @Test
  void modelIsServedUntilTheDayOfItsShutdown() {
    assertThat(catalog.resolve("heron", LocalDate.of(2026, 5, 11)).model()).isPresent();
    assertThat(catalog.resolve("heron", LocalDate.of(2026, 5, 12)).model()).isEmpty();
  }

  @Test
  void retiredVersionOfALivingModelIsSucceededByTheModel() {
    assertThat(catalog.resolve("swan-20260101", TODAY))
        .isEqualTo(new Resolution.Retired("swan-text", LocalDate.of(2026, 10, 1), "swan-text"));
  }

  @Test
  void modelsAreListedByIdWithoutTheRetired() {
    assertThat(catalog.models(TODAY))
        .extracting(PublicModel::id)
        .containsExactly(
            "brush-image",
            "parrot-image",
            "parrot-text",
            "stork-one-text",
            "swan-text",
            "wren-text");
    assertThat(catalog.models(EARLIER)).extracting(PublicModel::id).contains("heron-text");
  }

  @Test
  void modelsOfProvidersThatAreNotEnabledAreNotThere() {
    Catalog beta = Catalog.builder(Birds.registry()).rows(Birds.rows()).enable("beta").build();

    assertThat(ids(beta.resolve("swan-text", TODAY).model().orElseThrow()))
        .containsExactly("beta/birds/swan");
    assertThat(beta.resolve("brush-image", TODAY).model()).isEmpty();
    assertThat(beta.providers()).extracting(ProviderRow::id).containsExactly("beta");
  }

  @Test
  void modelThatIsListedAsFreeHasNoPrice() {
    PublicModel wren = found("wren-text");

    assertThat(wren.hasPrice()).isFalse();
    assertThat(wren.priced().deployments()).isEmpty();
    assertThat(wren.facts()).map(ModelRow::listedFree).contains(true);
  }

  @Test
  void pricesStayWithTheirDeployments() {
    PublicModel swan = found("swan-text");

    assertThat(swan.deployments())
        .extracting(deployment -> Birds.rates(deployment.price()).output())
        .containsExactly(10_000_000L, 9_000_000L);
  }

  @Test
  void nearNamesAreListedModelsThatTheCallerMayKnowOf() {
    assertThat(catalog.near("swam-text", TODAY, model -> true)).containsExactly("swan-text");
    assertThat(catalog.near("swam", TODAY, model -> true)).containsExactly("swan-text");
    assertThat(catalog.near("swam-text", TODAY, model -> !model.id().equals("swan-text")))
        .isEmpty();
    assertThat(catalog.near("heron-texd", TODAY, model -> true)).isEmpty();
  }

  @Test
  void unknownModelIsPassedToItsProviderOnlyOnRequest() {
    Catalog passing = Birds.builder().passUnknownModels(true).build();

    PublicModel eagle = passing.resolve("first/birds/eagle", TODAY).model().orElseThrow();

    assertThat(eagle.id()).isEqualTo("alpha/birds/eagle");
    assertThat(ids(eagle)).containsExactly("alpha/birds/eagle");
    assertThat(eagle.hasPrice()).isFalse();
    assertThat(eagle.answersTo(ModelType.IMAGE)).isTrue();
    assertThat(passing.resolve("gamma/eagle", TODAY).model()).isEmpty();
    assertThat(passing.resolve("eagle", TODAY).model()).isEmpty();
    assertThat(passing.resolve("alpha/", TODAY).model()).isEmpty();
  }

  private PublicModel found(String name) {
    return catalog.resolve(name, TODAY).model().orElseThrow();
  }

  private static List<String> ids(PublicModel model) {
    return model.deployments().stream().map(Deployment::id).toList();
  }
}

package dev.vaultgate.router.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.Target;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A provider that speaks a wire that is there is one row, in a file of one's own. */
class AddedProviderTest {

  @Test
  void aRowIsAllThatAProviderNeeds() {
    List<ProviderRow> rows = Birds.read("own-providers.json", CatalogFiles::providers);
    List<ModelRow> models = Birds.read("own-models.json", CatalogFiles::models);
    ProviderRegistry registry = ProviderRegistry.builtIn().with(rows.get(0));

    Catalog catalog = Catalog.builder(registry).enable("lighthouse").rows(models).build();
    PublicModel beam = catalog.resolve("beam-2", Birds.TODAY).model().orElseThrow();
    Target target =
        new ProviderAccess(registry.get("lighthouse"), "k", Map.of())
            .target(beam.deployments().get(0));

    assertThat(registry.enabledBy(Map.of("LIGHTHOUSE_API_KEY", "k")))
        .extracting(found -> found.provider().id())
        .containsExactly("lighthouse");
    assertThat(target.url("chat", "/usual"))
        .isEqualTo("https://lighthouse.example/v1/chat/completions");
    assertThat(target.headers()).isEqualTo(Map.of("Authorization", "Bearer k"));
    assertThat(target.quirks())
        .containsExactlyInAnyOrder(Quirk.MAX_TOKENS_ONLY, Quirk.NO_STREAM_USAGE);
    assertThat(beam.price()).isEqualTo(ModelPrice.perMillionTokens("0.2", "0.8"));
  }

  @Test
  void rowsOfOnesOwnReplaceThoseOfTheSameModel() {
    ModelRow listed =
        CatalogFiles.builtInModels("openai").stream()
            .filter(row -> row.model().equals("gpt-4o"))
            .findFirst()
            .orElseThrow();
    ModelRow renamed =
        new ModelRow(
            "openai",
            "gpt-4o",
            "Ours",
            listed.type(),
            listed.ids(),
            listed.traits(),
            null,
            false,
            Lifecycle.CURRENT,
            null,
            "own");

    Catalog catalog =
        Catalog.builder(ProviderRegistry.builtIn()).enable("openai").rows(List.of(renamed)).build();

    PublicModel model = catalog.resolve("gpt-4o", Birds.TODAY).model().orElseThrow();
    assertThat(model.facts()).map(ModelRow::name).contains("Ours");
    assertThat(model.hasPrice()).isFalse();
  }
}

package dev.vaultgate.router.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderRegistryTest {

  private final ProviderRegistry registry = Birds.registry();

  @Test
  void providerIsFoundByIdAndByAlias() {
    assertThat(registry.find("alpha")).isPresent().isEqualTo(registry.find("first"));
    assertThat(registry.find("Alpha")).isEmpty();
  }

  @Test
  void unknownProviderIsRefusedWithTheNearestNames() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProviderRegistry.builtIn().get("antropic"))
        .withMessage(
            "provider: antropic is not known (expected: an id of the registry; did you mean"
                + " anthropic?)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.get("zzzzzz"))
        .withMessage("provider: zzzzzz is not known (expected: an id of the registry)");
  }

  @Test
  void addedRowComesLastAndReplacesTheRowOfItsId() {
    ProviderRow lab =
        ProviderRow.builder("lab", "openai").baseUrl("http://127.0.0.1:9100/v1").build();
    ProviderRow beta =
        registry.get("beta").toBuilder().baseUrl("https://elsewhere.example").build();

    ProviderRegistry more = registry.with(lab).with(beta);

    assertThat(more.rows())
        .extracting(ProviderRow::id)
        .containsExactly("alpha", "beta", "gamma", "lab");
    assertThat(more.get("beta").baseUrl()).isEqualTo("https://elsewhere.example");
    assertThat(registry.find("lab")).isEmpty();
  }

  @Test
  void rowOfOnesOwnHasWhatIsUsualForItsWire() {
    ProviderRow lab = ProviderRow.builder("lab", "anthropic").baseUrl("http://lab:9100").build();

    assertThat(lab.auth()).isEqualTo(new ProviderRow.Auth("x-api-key", "{key}"));
    assertThat(lab.paths()).contains(entry("chat", "/v1/messages"));
    assertThat(lab.has("images")).isFalse();
  }

  @Test
  void variableThatHoldsAKeyEnablesItsProvider() {
    Map<String, String> environment = Map.of("BETA_KEY", "k2", "ALPHA_KEY", "k1", "HOME", "/");

    assertThat(registry.enabledBy(environment))
        .extracting(found -> found.provider().id() + " by " + found.variable())
        .containsExactly("alpha by ALPHA_KEY", "beta by BETA_KEY");
  }

  @Test
  void emptySharedAndRestrictedVariablesEnableNothing() {
    Map<String, String> environment = Map.of("ALPHA_KEY", " ", "SHARED_KEY", "k", "GAMMA_KEY", "k");

    assertThat(registry.enabledBy(environment)).isEmpty();
  }

  @Test
  void namedProviderAlsoFindsASharedVariable() {
    assertThat(registry.get("beta").keyVariable(Map.of("SHARED_KEY", "k"))).contains("SHARED_KEY");
    assertThat(registry.get("beta").keyVariable(Map.of("SHARED_KEY", "a", "BETA_KEY", "b")))
        .contains("BETA_KEY");
    assertThat(registry.get("beta").keyVariable(Map.of())).isEmpty();
  }

  @Test
  void idsAndAliasesAreGivenOnce() {
    ProviderRow thief = ProviderRow.builder("thief", "openai").aliases(List.of("beta")).build();
    ProviderRow twin = registry.get("beta");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> registry.with(thief))
        .withMessageContaining("provider alias: beta of thief");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProviderRegistry.of(List.of(twin, twin)))
        .withMessageContaining("provider id: beta (expected: once)");
  }

  @Test
  void malformedRowsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProviderRow.builder("My Lab", "openai").build())
        .withMessageContaining("provider id: My Lab");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProviderRow.builder("lab", "openai").baseUrl("ftp://lab").build())
        .withMessageContaining("base_url: ftp://lab");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProviderRow.builder("lab", "openai").baseUrl("https://{a}.lab").build())
        .withMessageContaining("{a} is not among its variables");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProviderRow.Auth("Authorization", "Bearer key"))
        .withMessageContaining("auth.format");
  }
}

package dev.vaultgate.router.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.Target;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderAccessTest {

  private static final ProviderRow GAMMA = Birds.registry().get("gamma");

  @Test
  void targetHasAddressHeadersAndQuirksOfTheRow() {
    ProviderAccess access = new ProviderAccess(GAMMA, "secret", Map.of("region", "north"));

    Target target = access.target(Deployment.unknown("gamma", "birds/red swan"));

    assertThat(target.baseUrl()).isEqualTo("https://north.gamma.example/v1");
    assertThat(target.url("chat", "/usual"))
        .isEqualTo("https://north.gamma.example/v1/north/birds%2Fred%20swan/chat");
    assertThat(target.url("embeddings", "/usual")).endsWith("/v1/embeddings");
    assertThat(target.headers()).isEqualTo(Map.of("api-key", "secret", "x-second-key", "secret"));
    assertThat(target.quirks()).containsExactly(Quirk.MAX_TOKENS_ONLY);
    assertThat(target.id()).isEqualTo("gamma/birds/red swan");
  }

  @Test
  void targetKnowsWhatTheModelCanDo() {
    ProviderRow google = ProviderRegistry.builtIn().get("gemini");
    ModelRow row =
        CatalogFiles.builtInModels("google").stream()
            .filter(r -> r.model().equals("gemini-2.5-pro"))
            .findFirst()
            .orElseThrow();

    Target target = new ProviderAccess(google, "k", Map.of()).target(Deployment.of(row));

    assertThat(target.traits().maxOutputTokens()).isEqualTo(65536);
    assertThat(target.traits().capabilities()).contains("tools", "vision", "reasoning");
    assertThat(target.traits().reasoning()).containsExactly("budget_tokens");
    assertThat(target.url("chat", "/models/gemini-2.5-pro:streamGenerateContent"))
        .as("the wire makes the paths that hold the model")
        .endsWith("/v1beta/models/gemini-2.5-pro:streamGenerateContent");
  }

  @Test
  void missingVariableIsNamedWithWhereToSetIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProviderAccess(GAMMA, "secret", Map.of()))
        .withMessage(
            "provider gamma: variables.region is missing: region of the account (expected:"
                + " variables.region, or GAMMA_REGION in the environment)");
  }

  @Test
  void variablesAreFoundInTheEnvironment() {
    assertThat(GAMMA.variablesFrom(Map.of("GAMMA_REGION", "north", "REGION", "south")))
        .isEqualTo(Map.of("region", "north"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example/", "a@evil.example", "x?y", "x#y", "a\\b", "../..", "a b", "-a"})
  void variableCannotLeadToAnotherHostOrPath(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProviderAccess(GAMMA, "secret", Map.of("region", value)))
        .withMessageContaining("region: " + value);
  }

  @Test
  void missingKeyIsRefusedWithWhereToSetIt() {
    ProviderRow beta = Birds.registry().get("beta");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProviderAccess(beta, " ", Map.of()))
        .withMessage(
            "provider beta: api_key is missing: its key (expected: api_key, or BETA_KEY or"
                + " SHARED_KEY in the environment)");
  }

  @Test
  void missingAddressIsRefused() {
    ProviderRow lab = ProviderRow.builder("lab", "openai").build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProviderAccess(lab, "k", Map.of()))
        .withMessageContaining("provider lab: base_url is missing");
  }

  @Test
  void providerWithoutAuthNeedsNoKey() {
    ProviderRow local = ProviderRegistry.builtIn().get("lmstudio");

    Target target =
        new ProviderAccess(local, null, Map.of()).target(Deployment.unknown("lmstudio", "m"));

    assertThat(target.headers()).isEmpty();
  }

  @Test
  void textFormShowsNoKey() {
    ProviderAccess access = new ProviderAccess(GAMMA, "secret", Map.of("region", "north"));

    assertThat(access.toString()).contains("gamma").doesNotContain("secret");
  }
}

package dev.vaultgate.router.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.Effort;
import dev.vaultgate.client.Quirk;
import dev.vaultgate.client.ReasoningRequest;
import dev.vaultgate.client.Target;
import dev.vaultgate.router.Router;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the data files to what the rest of this package relies on. Reading them checks every single
 * row.
 */
class BuiltInFilesTest {

  private static final ProviderRegistry REGISTRY = ProviderRegistry.builtIn();

  /** The demo answers without a network, by no wire. */
  private static final Set<String> WIRES =
      Stream.concat(Router.builder().wires().stream(), Stream.of("demo"))
          .collect(Collectors.toSet());

  private static final List<ModelRow> MODELS =
      REGISTRY.rows().stream()
          .flatMap(provider -> CatalogFiles.builtInModels(provider.id()).stream())
          .toList();

  @Test
  void everyPublicIdIsFoundInItsFile() {
    assertThat(MODELS)
        .allSatisfy(
            row ->
                assertThat(row.ids())
                    .allMatch(id -> CatalogFiles.mayHave(row.provider(), id), row.provider()));
    assertThat(CatalogFiles.mayHave("openai", "nobody-has-this-text")).isFalse();
  }

  @Test
  void thereAreTheProvidersAndModelsThatWerePromised() {
    assertThat(REGISTRY.rows()).hasSizeGreaterThan(100);
    assertThat(MODELS).hasSizeGreaterThan(1200);
  }

  @Test
  void everyProviderSpeaksAWireAndHasAnEndpoint() {
    assertThat(REGISTRY.rows())
        .allSatisfy(
            row -> {
              assertThat(WIRES).contains(row.wire());
              assertThat(row.paths()).isNotEmpty();
              assertThat(row.paths().values())
                  .allMatch(path -> path.startsWith("/") || path.startsWith("https://"));
              assertThat(row.baseUrl())
                  .satisfiesAnyOf(
                      url -> assertThat(url).isNull(), url -> assertThat(url).doesNotEndWith("/"));
            });
  }

  @Test
  void everyProviderButTheLocalOnesIsReachedByHttps() {
    assertThat(REGISTRY.rows())
        .filteredOn(row -> row.baseUrl() != null && !row.baseUrl().startsWith("https://"))
        .extracting(ProviderRow::id)
        .containsExactlyInAnyOrder(
            "ollama", "lmstudio", "vllm", "llamafile", "llamacpp", "mistralrs");
  }

  @Test
  void anEnvironmentVariableEnablesOneProvider() {
    List<String> keys =
        REGISTRY.rows().stream().flatMap(row -> row.environment().keys().stream()).toList();

    assertThat(keys).doesNotHaveDuplicates();
  }

  @Test
  void generalCredentialsEnableNothing() {
    assertThat(REGISTRY.enabledBy(Map.of("GITHUB_TOKEN", "t", "HF_TOKEN", "t", "AWS_REGION", "r")))
        .isEmpty();
    assertThat(REGISTRY.get("github-models").keyVariable(Map.of("GITHUB_TOKEN", "t")))
        .contains("GITHUB_TOKEN");
  }

  @Test
  void clientsOfVendorsAreRestricted() {
    assertThat(REGISTRY.rows())
        .filteredOn(ProviderRow::restricted)
        .extracting(ProviderRow::id)
        .containsExactlyInAnyOrder("github-copilot", "moonshot-kimi-code");
  }

  @ParameterizedTest
  @CsvSource({
    "OPENAI_API_KEY, openai", "ANTHROPIC_API_KEY, anthropic", "GEMINI_API_KEY, google",
    "GOOGLE_API_KEY, google", "XAI_API_KEY, xai", "DEEPSEEK_API_KEY, deepseek",
    "GROQ_API_KEY, groq", "TOGETHER_API_KEY, together", "OPENROUTER_API_KEY, openrouter",
    "MOONSHOT_API_KEY, moonshot"
  })
  void conventionalVariableEnablesItsProvider(String variable, String provider) {
    assertThat(REGISTRY.enabledBy(Map.of(variable, "k")))
        .extracting(found -> found.provider().id())
        .containsExactly(provider);
  }

  @Test
  void geminiIsGoogle() {
    assertThat(REGISTRY.get("gemini").id()).isEqualTo("google");
    assertThat(catalog("google").resolve("gemini/gemini-2.5-pro", Birds.TODAY).model())
        .map(PublicModel::id)
        .contains("gemini-2.5-pro-text");
  }

  @ParameterizedTest
  @CsvSource({
    "openai, MAX_COMPLETION_TOKENS",
    "deepseek, MAX_TOKENS_ONLY",
    "deepseek, NO_TOOL_CHOICE_REQUIRED",
    "groq, USAGE_IN_X_GROQ",
    "groq, REASONING_IN_REASONING",
    "perplexity, NO_STREAM_USAGE",
    "xai, REASONING_OUTSIDE_COMPLETION",
    "together, NO_DEVELOPER_ROLE",
    "moonshot, NO_STRICT_TOOLS",
    "zai, JSON_OBJECT_ONLY",
    "publicai, TEXT_CONTENT_ONLY",
    "deepseek, REASONING_EXPECTED_BACK"
  })
  void quirksOfTheFactsAreOnTheRows(String provider, Quirk quirk) {
    assertThat(REGISTRY.get(provider).quirks()).contains(quirk);
  }

  @Test
  void rulesOfTheFactsAreOnTheRows() {
    assertThat(REGISTRY.get("cerebras").rules().drops()).contains("logit_bias", "service_tier");
    assertThat(REGISTRY.get("alibaba").rules().reasoning().on().has("enable_thinking")).isTrue();
    assertThat(REGISTRY.get("databricks").rules().reasoning().models())
        .isEqualTo(ReasoningRequest.Models.SIZED_IN_TOKENS);
    assertThat(REGISTRY.get("openai").rules().dropsWhileReasoning()).contains("temperature");
    assertThat(REGISTRY.get("venice").rules().isNone()).isTrue();
  }

  @Test
  void everyWayToAskForReasoningFillsItsPlaces() {
    for (ProviderRow row : REGISTRY.rows()) {
      ReasoningRequest reasoning = row.rules().reasoning();
      if (reasoning != null) {
        assertThat(reasoning.fields(Effort.HIGH, Target.ReasoningSizes.UNKNOWN, null))
            .as(row.id())
            .hasValueSatisfying(
                fields -> assertThat(fields.toString()).doesNotContain("{effort}", "{budget}"));
      }
    }
  }

  @Test
  void everyModelFileIsOfItsProvider() {
    for (ProviderRow provider : REGISTRY.rows()) {
      assertThat(CatalogFiles.builtInModels(provider.id()))
          .allSatisfy(row -> assertThat(row.provider()).isEqualTo(provider.id()));
    }
  }

  @Test
  void noModelIsThereTwice() {
    assertThat(MODELS)
        .extracting(row -> row.provider() + "/" + row.model())
        .doesNotHaveDuplicates();
  }

  @Test
  void idsAreOfTheUsualCharacters() {
    assertThat(MODELS)
        .flatExtracting(ModelRow::ids)
        .allMatch(id -> id.matches("[a-z0-9][a-z0-9.-]*"));
  }

  @Test
  void everyModelTakesAndMakesSomething() {
    assertThat(MODELS)
        .allSatisfy(
            row -> {
              assertThat(row.traits().input()).isNotEmpty();
              assertThat(row.traits().output()).isNotEmpty();
              assertThat(row.idsAt("chat").isEmpty())
                  .isEqualTo(!row.traits().output().contains("text"));
              assertThat(row.idsAt("images").isEmpty())
                  .isEqualTo(!row.traits().output().contains("image"));
            });
  }

  @Test
  void noModelIsFreeByAccident() {
    List<ModelPrice> prices =
        MODELS.stream().flatMap(row -> Stream.ofNullable(row.price())).toList();

    assertThat(prices.stream().flatMap(price -> Stream.ofNullable(price.tokens())))
        .allSatisfy(
            rates ->
                assertThat(
                        Stream.of(
                            rates.input(), rates.output(), rates.cacheRead(), rates.cacheWrite()))
                    .allMatch(picos -> picos > 0));
    assertThat(prices.stream().flatMap(price -> price.images().stream()))
        .allMatch(image -> image.nanos() > 0);
  }

  @Test
  void everySuccessorIsAModelOfTheCatalogue() {
    Set<String> ids =
        MODELS.stream().flatMap(row -> row.ids().stream()).collect(Collectors.toSet());

    assertThat(MODELS)
        .extracting(row -> row.lifecycle().successor())
        .filteredOn(Objects::nonNull)
        .isNotEmpty()
        .allMatch(ids::contains);
  }

  @Test
  void noBareNameIsTheIdOfAnotherModel() {
    Map<String, Set<String>> bareNamesOfId = new HashMap<>();
    MODELS.forEach(
        row ->
            row.ids()
                .forEach(
                    id ->
                        bareNamesOfId
                            .computeIfAbsent(id, k -> new HashSet<>())
                            .add(row.bareName())));

    assertThat(MODELS)
        .filteredOn(row -> !row.provider().equals("demo"))
        .extracting(ModelRow::bareName)
        .noneMatch(bareNamesOfId::containsKey);
  }

  @Test
  void catalogueOfAllProvidersIsBuilt() {
    String[] all = REGISTRY.rows().stream().map(ProviderRow::id).toArray(String[]::new);

    Catalog catalog = catalog(all);

    assertThat(catalog.models(Birds.TODAY)).hasSizeGreaterThan(900);
    assertThat(catalog.models(Birds.TODAY))
        .extracting(PublicModel::id)
        .doesNotHaveDuplicates()
        .isSorted();
    PublicModel oss = catalog.resolve("gpt-oss-120b", Birds.TODAY).model().orElseThrow();
    assertThat(oss.deployments())
        .extracting(Deployment::provider)
        .doesNotHaveDuplicates()
        .contains("groq");
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-4o, gpt-4o-text",
    "gpt-4o-text, gpt-4o-text",
    "gpt-4o-hybrid, gpt-4o-text",
    "openai/gpt-4o, gpt-4o-text",
    "gpt-4o-2024-08-06, gpt-4o-2024-08-06-text",
    "claude-sonnet-4-5, claude-sonnet-4-5-text",
    "claude-sonnet-4-5-20250929, claude-sonnet-4-5-text",
    "anthropic/claude-sonnet-4-5, claude-sonnet-4-5-text",
    "gemini-2.5-pro-hybrid, gemini-2.5-pro-text",
    "gemini-2.5-flash, gemini-2.5-flash-text",
    "gpt-image-1.5, gpt-image-1.5-image",
    "demo-text, demo-text",
    "demo-hybrid, demo-hybrid",
    "demo-image, demo-image",
    "demo-embedding, demo-embedding",
    "demo-slow-text, demo-slow-text",
    "demo-flaky, demo-flaky-text",
    "demo-error-text, demo-error-text"
  })
  void wellKnownNamesMeanWhatPeopleExpect(String name, String id) {
    Catalog catalog = catalog("openai", "anthropic", "google", "demo");

    assertThat(catalog.resolve(name, Birds.TODAY).model()).map(PublicModel::id).contains(id);
  }

  @ParameterizedTest
  @CsvSource({
    "dall-e-3-image, gpt-image-2.6-sunburst-image",
    "claude-3-5-sonnet-text, claude-sonnet-5-5-text",
    "claude-3-opus, claude-opus-5-5-text"
  })
  void retiredModelsNameTheirSuccessors(String name, String successor) {
    Resolution resolution = catalog("openai", "anthropic").resolve(name, Birds.TODAY);

    assertThat(resolution)
        .isInstanceOfSatisfying(
            Resolution.Retired.class,
            retired -> assertThat(retired.successor()).isEqualTo(successor));
  }

  @Test
  void demoModelsHaveSmallPricesSoThatMoneyCanBeSeenToMove() {
    assertThat(CatalogFiles.builtInModels("demo")).hasSize(7).allMatch(row -> row.price() != null);
    assertThat(catalog("demo").models(Birds.TODAY)).allMatch(PublicModel::hasPrice);
  }

  @Test
  void priceOfAKnownModelIsExact() {
    PublicModel model = catalog("openai").resolve("gpt-4o", Birds.TODAY).model().orElseThrow();

    TokenRates rates = Birds.rates(model.price());
    assertThat(rates.input()).isEqualTo(2_500_000);
    assertThat(rates.output()).isEqualTo(10_000_000);
    assertThat(rates.cacheRead()).isEqualTo(1_250_000);
  }

  @Test
  void sourcesOfTheDataAreNamedBesideIt() throws IOException {
    try (InputStream notice = CatalogFiles.class.getResourceAsStream("NOTICE.txt")) {
      assertThat(new String(notice.readAllBytes(), StandardCharsets.UTF_8))
          .contains(
              "models.dev",
              "RubyLLM",
              "LiteLLM",
              "genai-prices",
              "Portkey",
              "Permission is hereby");
    }
  }

  private static Catalog catalog(String... providers) {
    CatalogBuilder builder = Catalog.builder(REGISTRY);
    for (String provider : providers) {
      builder.enable(provider);
    }
    return builder.build();
  }
}

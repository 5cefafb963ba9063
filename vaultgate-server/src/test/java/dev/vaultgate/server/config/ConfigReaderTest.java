package dev.vaultgate.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vaultgate.client.Quirk;
import dev.vaultgate.router.CreditSettings;
import dev.vaultgate.router.ProviderSettings;
import dev.vaultgate.router.catalog.CustomModel;
import dev.vaultgate.router.catalog.DatedPrice;
import dev.vaultgate.router.catalog.ModelPrice;
import dev.vaultgate.router.route.CommitWindow;
import dev.vaultgate.router.route.FallbackCause;
import dev.vaultgate.router.route.Hedge;
import dev.vaultgate.router.route.RouteSpec;
import dev.vaultgate.router.route.Strategy;
import dev.vaultgate.router.route.TimeLimits;
import dev.vaultgate.router.route.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("vaultgate.yaml");
  }

  private ServerConfig read(String yaml) throws IOException {
    return read(yaml, Map.of());
  }

  private ServerConfig read(String yaml, Map<String, String> environment) throws IOException {
    Files.writeString(file, yaml);
    return ConfigReader.read(new CommandLine(file, null, null, null, false, false), environment);
  }

  private List<String> problems(String yaml) {
    try {
      read(yaml);
    } catch (ConfigException e) {
      return e.problems();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return List.of();
  }

  private ServerConfig withoutFile(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("VAULTGATE_HOME", folder.toString());
    return ConfigReader.read(CommandLine.EMPTY, all);
  }

  @Test
  void nothingNeedsToBeConfigured() {
    ServerConfig config = withoutFile(Map.of());

    assertThat(config.listen().host()).isEqualTo("127.0.0.1");
    assertThat(config.listen().port()).isEqualTo(8080);
    assertThat(config.store()).isEqualTo("jdbc:sqlite:" + folder.resolve("vaultgate.db"));
    assertThat(config.providers()).isEmpty();
    assertThat(config.demo()).isFalse();
  }

  @Test
  void fileIsFoundInTheHomeFolder() throws IOException {
    Files.writeString(file, "server: { port: 9000 }");

    assertThat(withoutFile(Map.of()).listen().port()).isEqualTo(9000);
  }

  @Test
  void commandLineCountsMoreThanTheFileAndTheFileMoreThanTheEnvironment() throws IOException {
    Files.writeString(file, "server: { port: 2 }");
    Map<String, String> environment = Map.of("VAULTGATE_PORT", "1");

    assertThat(ConfigReader.read(CommandLine.EMPTY, environment).listen().port()).isEqualTo(1);
    assertThat(
            ConfigReader.read(new CommandLine(file, null, null, null, false, false), environment)
                .listen()
                .port())
        .isEqualTo(2);
    assertThat(
            ConfigReader.read(new CommandLine(file, null, null, 3, false, false), environment)
                .listen()
                .port())
        .isEqualTo(3);
  }

  @Test
  void databaseIsPutWhereTheStrongestWordSays() throws IOException {
    Path other = folder.resolve("other.db");
    String yaml = "store: { url: \"jdbc:sqlite:here.db\" }";
    Map<String, String> environment = Map.of("VAULTGATE_DB", "/tmp/x.db");

    assertThat(withoutFile(environment).store()).isEqualTo("jdbc:sqlite:/tmp/x.db");
    assertThat(read(yaml, environment).store())
        .isEqualTo("jdbc:sqlite:" + folder.resolve("here.db"));
    assertThat(
            ConfigReader.read(new CommandLine(file, other, null, null, false, false), environment)
                .store())
        .isEqualTo("jdbc:sqlite:" + other);
  }

  @Test
  void databaseMayBeGoneWithTheProcess() throws IOException {
    assertThat(read("store: { url: \"jdbc:sqlite::memory:\" }").store())
        .isEqualTo("jdbc:sqlite::memory:");
  }

  @Test
  void wholeFileIsUnderstood() throws IOException {
    ServerConfig config =
        read(
            """
            server:
              host: 127.0.0.1
              port: 9000
              hosts: [ gateway.example, other.example ]
              max_calls: 10
              max_body: 64KB
              head_time: 500ms
              body_time: 2m
              stop_drain: 5s
              metrics_token: "${TOKEN}"
            providers:
              openai: { api_key: "${KEY}" }
              lab: { wire: openai, base_url: "http://127.0.0.1:9100/v1", headers: { x-team: a } }
            models:
              gpt-4o-text:
                deployments: [ { provider: openai, model: gpt-4o }, lab/gpt-4o ]
                price: { input: 2.50, output: 10.00 }
              lab-image:
                deployments: [ { provider: lab, model: draw, price: { per_image: 0.04 } } ]
            routes:
              assistant: [ openai/gpt-4o, lab/gpt-4o ]
              fast: lab/small
            timeouts: { first_content: 90s }
            routing: { attempts: 5 }
            credit: { min_output_tokens: 100 }
            log: { requests: true }
            demo: true
            """,
            Map.of("TOKEN", "t0", "KEY", "sk-1"));

    assertThat(config.listen().names()).containsExactly("gateway.example", "other.example");
    assertThat(config.bounds().callsMax()).isEqualTo(10);
    assertThat(config.bounds().bodyBytesMax()).isEqualTo(64 * 1024);
    assertThat(config.bounds().headTime()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.bounds().bodyTime()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.stop().drain()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.metricsToken()).isEqualTo("t0");
    assertThat(config.providers())
        .extracting(ProviderSettings::id)
        .containsExactly("openai", "lab");
    assertThat(config.providers().get(0).key()).isEqualTo("sk-1");
    assertThat(config.models()).hasSize(2);
    assertThat(config.models().get(0).places()).hasSize(2);
    assertThat(config.routes()).contains(RouteSpec.named("fast").targets("lab/small").build());
    assertThat(config.timeouts().firstContent()).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.routing().attemptsMax()).isEqualTo(5);
    assertThat(config.credit()).isEqualTo(CreditSettings.DEFAULT.withOutputTokens(100, 4_096));
    assertThat(config.logged()).isEqualTo(new ServerConfig.Logged(true, false));
    assertThat(config.demo()).isTrue();
  }

  @Test
  void pricesThatBeginLaterAreRead() throws IOException {
    ServerConfig config =
        read(
            """
            models:
              a-text:
                deployments:
                  - { provider: openai, model: a, price: { input: 9, output: 9, effective_from: 2028-02-29 } }
                price:
                  - { input: 1, output: 2 }
                  - { input: 3, output: 4, effective_from: 2027-01-01 }
            """,
            Map.of());

    CustomModel model = config.models().get(0);
    assertThat(model.price()).isEqualTo(ModelPrice.perMillionTokens("1", "2"));
    assertThat(model.laterPrices())
        .containsExactly(
            DatedPrice.from(LocalDate.of(2027, 1, 1), ModelPrice.perMillionTokens("3", "4")));
    assertThat(model.places().get(0).price()).isNull();
    assertThat(model.places().get(0).laterPrices()).hasSize(1);
  }

  @Test
  void whatIsReadOnForItsUsageIsToldByProviderOrDeployment() throws IOException {
    ServerConfig config =
        read(
            """
            providers:
              openai: { api_key: x, drain_on_disconnect: true }
              groq: { api_key: y }
            models:
              a-text: { deployments: [ { provider: groq, model: a, drain_on_disconnect: true }, groq/b ] }
            """,
            Map.of());

    assertThat(config.providers())
        .extracting(provider -> provider.traffic().drains())
        .containsExactly(true, false);
    assertThat(config.models().get(0).places())
        .extracting(CustomModel.Place::drains)
        .containsExactly(true, false);
  }

  @Test
  void everyProblemIsToldWithItsLine() {
    List<String> problems =
        problems(
            """
            server:
              prot: 8080
              port: http
            providers:
              opnai: { api_key: x }
              lab: { wire: openai }
            """);

    assertThat(problems)
        .containsExactly(
            "vaultgate.yaml:3: server.port: http (expected: a number from 0 to 65535)",
            "vaultgate.yaml:2: server.prot: unknown (did you mean port?)",
            "vaultgate.yaml:5: providers.opnai: not known (did you mean openai?); one of your own"
                + " needs wire and base_url",
            "vaultgate.yaml:6: providers.lab.base_url: missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sever: {}                                         | vaultgate.yaml:1: sever: unknown (did you mean server?)
          server: 8080                                      | vaultgate.yaml:1: server: 8080 (expected: entries)
          server: { port: 70000 }                           | vaultgate.yaml:1: server.port: 70000 (expected: a number from 0 to 65535)
          server: { head_time: 10 }                         | vaultgate.yaml:1: server.head_time: 10 (expected: a time such as 500ms, 30s, 2m or 1h)
          server: { max_body: 1GB }                         | vaultgate.yaml:1: server.max_body: 1GB (expected: a size such as 64KB or 32MB, at most 256MB)
          demo: yes please                                  | vaultgate.yaml:1: demo: yes please (expected: true or false)
          store: { url: "jdbc:mysql:x" }                    | vaultgate.yaml:1: store.url: jdbc:mysql:x (expected: jdbc:sqlite:FILE)
          providers: { lab: { wire: opnai, base_url: "x" } } | vaultgate.yaml:1: providers.lab.wire: opnai (expected: one of
          providers: { openai: { api_kee: x } }             | vaultgate.yaml:1: providers.openai.api_kee: unknown (did you mean api_key?)
          providers: { openai: { api_key: x, api_keys: [ y ] } } | vaultgate.yaml:1: providers.openai.api_keys: beside api_key (expected: one of the two)
          providers: { openai: { api_keys: [] } }           | vaultgate.yaml:1: providers.openai.api_keys: expected: keys
          providers: { eu: { provider: opnai, api_key: x } } | vaultgate.yaml:1: providers.eu: provider: opnai is not known (did you mean openai?)
          models: { a: { deployments: [ one ] } }           | vaultgate.yaml:1: models.a.deployments: deployment: one (expected: provider/model)
          models: { a: { price: { input: 1 } } }            | vaultgate.yaml:1: models.a.price.output: missing
          models: { a: { deployments: [ a/b ], price: 5 } } | vaultgate.yaml:1: models.a.price: 5 (expected: entries, or a list of them)
          models: { a: { deployments: [ a/b ], price: [ 5 ] } } | vaultgate.yaml:1: models.a.price: expected: entries
          models: { a: { price: { input: 1, output: 2, effective_from: soon } } } | vaultgate.yaml:1: models.a.price.effective_from: soon (expected: a day such as 2027-01-31, which begins in UTC)
          models: { a: { price: [ { input: 1, output: 2 }, { input: 1, output: 3 } ] } } | vaultgate.yaml:1: models.a.price: two without effective_from (expected: one at most)
          routes: { a: [] }                                 | vaultgate.yaml:1: routes.a: expected: models or deployments
          server: { trusted_proxies: [ nginx ] }            | vaultgate.yaml:1: server.trusted_proxies: expected: addresses
          credit: { min_output_tokens: 0 }                  | vaultgate.yaml:1: credit.min_output_tokens: 0 (expected: a number from 1 to 1000000)
          routing: { attempts: 0 }                          | vaultgate.yaml:1: routing.attempts: 0 (expected: a number from 1 to 10)
          """)
  void wrongEntryIsToldWithWhatWasExpected(String yaml, String problem) {
    assertThat(problems(yaml)).anySatisfy(told -> assertThat(told).startsWith(problem));
  }

  @Test
  void variableThatIsNotSetIsTold() {
    assertThat(problems("\nproviders:\n  openai:\n    api_key: \"${NOBODY_HAS_THIS}\"\n"))
        .contains(
            "vaultgate.yaml:4: providers.openai.api_key: the environment variable NOBODY_HAS_THIS"
                + " is not set");
  }

  @Test
  void variableMayHaveAStandIn() throws IOException {
    assertThat(read("server: { host: \"${NOBODY_HAS_THIS:-localhost}\" }").listen().host())
        .isEqualTo("localhost");
  }

  @Test
  void dollarSignsAreWrittenTwice() throws IOException {
    assertThat(read("server: { metrics_token: \"a$$b$${c}\" }").metricsToken())
        .isEqualTo("a$b${c}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server: [",
        "a: b: c",
        "- one",
        "just text",
        "a: 1\na: 2\n",
        "a: &x 1\nb: *x\n",
        "a: 1\n---\nb: 2\n"
      })
  void fileThatIsNotPlainYamlIsRefusedWithItsLine(String yaml) {
    assertThat(problems(yaml)).singleElement().asString().startsWith("vaultgate.yaml:");
  }

  @Test
  void emptyFileIsFine() throws IOException {
    assertThat(read("# nothing here\n").listen().port()).isEqualTo(8080);
  }

  @Test
  void fileThatIsNamedMustBeThere() {
    assertThatThrownBy(
            () ->
                ConfigReader.read(
                    new CommandLine(folder.resolve("no.yaml"), null, null, null, false, false),
                    Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void operatorSaysHowAProviderDiffers() throws Exception {
    ProviderSettings lab =
        read("""
                providers:
                  lab:
                    wire: openai
                    base_url: "http://127.0.0.1:9100/v1"
                    quirks: [ reasoningInThinkTags, maxTokensOnly ]
                    drops: [ logit_bias ]
                    renames: { seed: random_seed }
                """)
            .providers()
            .get(0);

    assertThat(lab.quirks())
        .containsExactlyInAnyOrder(Quirk.REASONING_IN_THINK_TAGS, Quirk.MAX_TOKENS_ONLY);
    assertThat(lab.rules().drops()).containsExactly("logit_bias");
    assertThat(lab.rules().renames()).containsEntry("seed", "random_seed");
  }

  @Test
  void wrongWordsOnHowAProviderDiffersAreFaults() {
    List<String> problems =
        problems(
            "providers: { openai: { api_key: k, quirks: [ maxTokenOnly ], drops: [ model ] } }");

    assertThat(problems.get(0))
        .endsWith("providers.openai.quirks: maxTokenOnly is none (did you mean maxTokensOnly?)");
    assertThat(problems.get(1)).contains("providers.openai.drops: model (expected: in no rule");
  }

  @Test
  void providerIsEnabledByItsVariable() {
    ServerConfig config = withoutFile(Map.of("OPENAI_API_KEY", "sk-1"));

    assertThat(config.providers())
        .singleElement()
        .satisfies(
            provider -> {
              assertThat(provider.id()).isEqualTo("openai");
              assertThat(provider.key()).isEqualTo("sk-1");
            });
    assertThat(config.notices()).containsExactly("provider openai: enabled by OPENAI_API_KEY");
  }

  @Test
  void providerDoesNotFollowTheVariableThatPointsClientsHere() {
    ServerConfig config =
        withoutFile(
            Map.of("OPENAI_API_KEY", "sk-1", "OPENAI_BASE_URL", "http://localhost:8080/v1"));

    assertThat(config.providers().get(0).baseUrl()).isNull();
  }

  @Test
  void namedProviderFindsItsKeyByItself() throws IOException {
    assertThat(
            read("providers: { openai: {} }", Map.of("OPENAI_API_KEY", "sk-1"))
                .providers()
                .get(0)
                .key())
        .isEqualTo("sk-1");
  }

  @Test
  void namedProviderWithoutAKeyIsAProblem() {
    assertThat(problems("providers:\n  openai: {}\n"))
        .singleElement()
        .asString()
        .startsWith("vaultgate.yaml:2: providers.openai: ")
        .contains("OPENAI_API_KEY");
  }

  @Test
  void environmentEnablesNobodyWhenItShallNot() throws IOException {
    assertThat(
            read("providers_from_environment: false", Map.of("OPENAI_API_KEY", "sk-1")).providers())
        .isEmpty();
  }

  @Test
  void s88ServerThatOthersCanReachMustBeSecuredOrMeantToBeInsecure() throws IOException {
    assertThat(problems("server: { host: 0.0.0.0 }"))
        .singleElement()
        .asString()
        .contains("server.host: 0.0.0.0")
        .contains("insecure_bind");
    assertThat(read("server: { host: 0.0.0.0, insecure_bind: true }").listen().insecure()).isTrue();
    assertThat(read("server: { host: 0.0.0.0, trusted_proxies: [ 10.0.0.2 ] }").listen().host())
        .isEqualTo("0.0.0.0");
  }

  @Test
  void s88DemoIsForThisMachineAlone() {
    assertThat(problems("server: { host: 0.0.0.0, insecure_bind: true }\ndemo: true"))
        .singleElement()
        .asString()
        .contains("127.0.0.1");
  }

  @Test
  void keysAreInNoText() throws IOException {
    ServerConfig config =
        read("providers: { openai: { api_key: sk-secret } }\nserver: { metrics_token: t0ken }");

    assertThat(config.toString()).doesNotContain("sk-secret").doesNotContain("t0ken");
  }

  @Test
  void adminKeyComesFromTheFileOrElseFromItsVariable() throws IOException {
    Map<String, String> environment = Map.of("VAULTGATE_ADMIN_KEY", "of-the-environment");

    assertThat(withoutFile(Map.of()).adminKey()).isNull();
    assertThat(withoutFile(environment).adminKey()).isEqualTo("of-the-environment");
    assertThat(read("server: { admin_key: of-the-file-itself }", environment).adminKey())
        .isEqualTo("of-the-file-itself");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tooshort1234",
        "with a blank in it",
        "vg_abcdefghijklmnopqrstuvwxyz",
        "accént-accént-accént"
      })
  void adminKeyThatIsNotFitIsRefusedAndNotShown(String key) {
    List<String> problems = problems("server: { admin_key: '" + key + "' }");

    assertThat(problems)
        .singleElement()
        .asString()
        .contains("server.admin_key")
        .doesNotContain(key);
  }

  @Test
  void adminKeyIsInNoText() throws IOException {
    ServerConfig config = read("server: { admin_key: of-the-file-itself }");

    assertThat(config.toString()).doesNotContain("of-the-file-itself");
  }

  @Test
  void aRouteSaysHowToChoose() throws Exception {
    ServerConfig config =
        read(
            """
            providers:
              lab:
                wire: openai
                base_url: "http://127.0.0.1:9100/v1"
                max_concurrent: 8
                requests_per_minute: 120
                tags: [ eu, gpu ]
                drain_on_disconnect: true
            routing: { strategy: least-busy }
            routes:
              assistant:
                targets: [ lab/a, { target: lab/b, weight: 3 } ]
                strategy: weighted
                affinity: user
                attempts: 2
                tags: [ eu ]
                timeouts: { first_content: 5s, total: 1m }
                hedge: { after: 800ms, max_percent: 10 }
                commit: { tokens: 20, time: 500ms, tool_calls: true }
                fallbacks: { context: lab/wide, unavailable: [ lab/c, lab/wide ] }
                price_max: { input: 5, output: 20 }
            """);

    assertThat(config.strategy()).isEqualTo(Strategy.LEAST_BUSY);
    assertThat(config.providers().get(0).traffic())
        .isEqualTo(new Traffic(8, 120, true, Set.of("eu", "gpu")));
    assertThat(config.routes())
        .containsExactly(
            RouteSpec.named("assistant")
                .targets("lab/a")
                .target("lab/b", 3)
                .strategy(Strategy.WEIGHTED)
                .byUser(true)
                .attemptsMax(2)
                .tags(Set.of("eu"))
                .times(new TimeLimits(null, Duration.ofSeconds(5), null, Duration.ofMinutes(1)))
                .hedge(new Hedge(Duration.ofMillis(800), 0.1))
                .window(new CommitWindow(20, Duration.ofMillis(500), true))
                .fallback(FallbackCause.CONTEXT, "lab/wide")
                .fallback(FallbackCause.UNAVAILABLE, "lab/c", "lab/wide")
                .priceMax(ModelPrice.perMillionTokens("5", "20"))
                .build());
  }

  @Test
  void whatIsWrongWithARouteIsToldWithItsLine() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    routes:
                      one: { targets: [ lab/a ], strategy: fastest }
                      two: { targets: [ lab/a ], fallbacks: { contxt: lab/b } }
                      three: { fallbacks: { context: lab/b } }
                      four: { targets: [ lab/a ], hedg: { after: p95 } }
                    """))
        .hasMessageContaining(":2: routes.one.strategy: fastest (expected: one of priority")
        .hasMessageContaining(":3: routes.two.fallbacks.contxt: lab/b (expected: one of context")
        .hasMessageContaining(":4: routes.three: route three: fallbacks without targets")
        .hasMessageContaining(":5: routes.four.hedg: unknown");
  }
}

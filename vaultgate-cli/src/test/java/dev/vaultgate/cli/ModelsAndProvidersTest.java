package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be used: of this configuration, and of a running gateway. */
class ModelsAndProvidersTest {

  @TempDir static Path folder;
  private static RunningServer server;
  private static String key;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder.resolve("test.db"));
    key = server.newKey();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Cli.Result run(String line) {
    return Cli.in(folder).run(line.split(" +"));
  }

  private static Cli.Result ask(String line) {
    return Cli.in(folder)
        .with("VAULTGATE_API_KEY", key)
        .run((line + " --url " + server.url()).split(" +"));
  }

  @Test
  void modelsOfTheConfigurationAndOfAGatewayLookTheSame() {
    assertThat(run("models list --demo").out())
        .containsPattern("demo-text +text +demo +32768 +0.5/1.5 +tools")
        .isEqualTo(ask("models list").out());
    assertThat(run("models list --demo --json").out()).isEqualTo(ask("models list --json").out());
    assertThat(run("models show demo-text --demo").out())
        .containsPattern("context_window +32768\n")
        .isEqualTo(ask("models show demo-text").out());
  }

  @Test
  void listIsNarrowed() {
    JsonNode images = run("models list --demo --type IMAGE --json").json();
    JsonNode seeing = run("models list --demo --capability vision --json").json();

    assertThat(images.path("data").findValuesAsText("id")).containsExactly("demo-image");
    assertThat(seeing.path("data").findValuesAsText("id")).containsExactly("demo-hybrid");
    assertThat(run("models list --demo --provider openai").out().strip())
        .isEqualTo("No such model.");
  }

  @Test
  void listIsNarrowedByWhatModelsCost() {
    Cli cli = Cli.in(folder).with("ANTHROPIC_API_KEY", "sk-secret");

    assertThat(cli.run("models", "list", "--max-input-price", "1").out())
        .containsPattern("claude-haiku-4-5-text .* 1/5 ")
        .doesNotContain("opus");
    assertThat(cli.run("models", "list", "--free").out().strip()).isEqualTo("No such model.");
    assertThat(run("models list --demo --capability magic").err()).contains("--capability");
  }

  @Test
  void retiredModelIsSaidToBeWithItsSuccessor() {
    Cli cli = Cli.in(folder).with("ANTHROPIC_API_KEY", "sk-secret");

    Cli.Result result = cli.run("models", "show", "claude-3-opus");

    assertThat(result.code()).isEqualTo(ExitCode.NOT_FOUND.number());
    assertThat(result.err())
        .contains("claude-3-opus-text was shut down on 2026-05-01; use claude-opus-5-5-text");
  }

  @Test
  void whereNobodyIsEnabledItIsSaidHowToChangeThat() {
    assertThat(run("models list").out()).contains("OPENAI_API_KEY", "--demo");
    assertThat(run("providers list").out()).contains("OPENAI_API_KEY", "--demo");
  }

  @Test
  void modelOfAProviderWithoutAKeyIsSaidToBeKnown() {
    Cli.Result result = run("models show gpt-4o");

    assertThat(result.code()).isEqualTo(ExitCode.NOT_FOUND.number());
    assertThat(result.err()).contains("is known, but none of its providers is enabled: openai");
  }

  @Test
  void modelThatIsNotThereIsNotFound() {
    assertThat(run("models show gpt-4oo").err()).contains("did you mean gpt-4o-text");
    assertThat(run("models show gpt-4oo").code()).isEqualTo(ExitCode.NOT_FOUND.number());
    assertThat(ask("models show gpt-4oo").code()).isEqualTo(ExitCode.NOT_FOUND.number());
  }

  @Test
  void gatewayRefusesWhoHasNoKeyOfIts() {
    Cli.Result result = run("models list --key vg_other --url " + server.url());

    assertThat(result.code()).isEqualTo(ExitCode.REFUSED.number());
    assertThat(result.err()).doesNotContain("vg_other");
  }

  @Test
  void providersAreEnabledByTheirVariables() {
    Cli cli = Cli.in(folder).with("ANTHROPIC_API_KEY", "sk-secret");

    Cli.Result enabled = cli.run("providers", "list", "--json");
    Cli.Result all = cli.run("providers", "list", "--all");

    assertThat(enabled.json().findValuesAsText("id")).containsExactly("anthropic");
    assertThat(all.out())
        .containsPattern("anthropic +anthropic +on +ANTHROPIC_API_KEY")
        .containsPattern("openai +openai +off +OPENAI_API_KEY")
        .doesNotContain("sk-secret");
  }

  @Test
  void providerIsTriedOut() {
    Cli.Result good = run("providers test demo --demo --json");
    Cli.Result bad = run("providers test demo --demo --model demo-error-text");

    assertThat(good.code()).isZero();
    assertThat(good.json().path("deployment").asText()).isEqualTo("demo/demo-text");
    assertThat(good.json().path("ok").asBoolean()).isTrue();
    assertThat(bad.code()).isEqualTo(ExitCode.UNAVAILABLE.number());
    assertThat(bad.out()).contains("demo/demo-error-text: The provider failed.");
  }

  @Test
  void providerIsShownWithoutItsKey() {
    Cli cli = Cli.in(folder).with("ANTHROPIC_API_KEY", "sk-secret");

    Cli.Result shown = cli.run("providers", "show", "anthropic");

    assertThat(shown.out())
        .containsPattern("key_found_in +ANTHROPIC_API_KEY")
        .containsPattern("wire +anthropic")
        .doesNotContain("sk-secret");
    assertThat(cli.run("providers", "show", "cohere", "--json").json().path("enabled").asBoolean())
        .isFalse();
    assertThat(cli.run("providers", "show", "nobody").code())
        .isEqualTo(ExitCode.NOT_FOUND.number());
  }

  @Test
  void providerThatIsOffIsSaidHowToTurnOn() {
    Cli.Result off = run("providers test openai");
    Cli.Result unknown = run("providers test nobody");

    assertThat(off.code()).isEqualTo(ExitCode.NOT_FOUND.number());
    assertThat(off.err()).contains("provider openai is not enabled: set OPENAI_API_KEY");
    assertThat(unknown.err()).contains("providers list --all");
  }

  @Test
  void routeIsExplained() {
    assertThat(run("route explain demo-text --demo").out()).contains("demo/demo-text");
    assertThat(run("route explain nothing --demo").code()).isEqualTo(ExitCode.NOT_FOUND.number());
  }
}

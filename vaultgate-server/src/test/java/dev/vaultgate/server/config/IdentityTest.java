package dev.vaultgate.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.client.Credentials;
import dev.vaultgate.client.Identity;
import dev.vaultgate.client.Transport;
import dev.vaultgate.router.ProviderSettings;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a provider is told who the gateway is, where that is more than a key. */
class IdentityTest {

  private static final ProviderRow ROW =
      ProviderRow.builder("badgers", "openai")
          .baseUrl("https://{region}.badgers.example/v1")
          .variables(
              Map.of("region", new ProviderRow.UrlVariable("region", List.of("BADGER_REGION"))))
          .identity("badge")
          .environment(new ProviderRow.Environment(List.of("BADGER_KEY"), List.of(), List.of()))
          .build();

  @TempDir Path folder;

  /** Wants a number, and may be told a region. */
  private static final class Badge implements Identity {

    @Override
    public String id() {
      return "badge";
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          new Setting("number", "the badge's number", true, List.of("BADGE_NUMBER")),
          new Setting("region", "where it is valid", false, List.of("BADGE_REGION")));
    }

    @Override
    public Credentials open(Map<String, String> values, Transport transport) {
      if (!values.containsKey("number")) {
        throw new IllegalArgumentException("number is missing (expected: number or BADGE_NUMBER)");
      }
      return Credentials.NONE;
    }
  }

  private record Read(List<ProviderSettings> providers, List<String> problems) {}

  private Read read(String provider, Map<String, String> environment) throws IOException {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(file, "providers:\n  " + provider + "\n");
    Problems problems = new Problems("vaultgate.yaml");
    Section root = new Section("", YamlFile.read(file), new References(environment), problems);
    ProvidersReader reader =
        new ProvidersReader(
            root.section("providers"),
            environment,
            ProviderRegistry.of(List.of(ROW)),
            Router.builder().identity(new Badge()));
    reader.readFile();
    return new Read(reader.enabled(), told(problems));
  }

  private static List<String> told(Problems problems) {
    try {
      problems.throwIfAny();
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }

  @Test
  void identityIsToldInTheFile() throws IOException {
    Read read =
        read(
            "badgers: { variables: { region: north }, identity: { number: \"${MINE}\" } }",
            Map.of("MINE", "7"));

    assertThat(read.problems).isEmpty();
    assertThat(read.providers.get(0).identity())
        .containsExactlyInAnyOrderEntriesOf(Map.of("number", "7", "region", "north"));
  }

  @Test
  void whatTheFileDoesNotSayIsLookedForInTheEnvironment() throws IOException {
    Read read =
        read(
            "badgers: { identity: { region: north } }",
            Map.of("BADGE_NUMBER", "8", "BADGE_REGION", "south", "BADGER_REGION", "south"));

    assertThat(read.problems).isEmpty();
    assertThat(read.providers.get(0).identity())
        .containsExactlyInAnyOrderEntriesOf(Map.of("number", "8", "region", "north"));
    assertThat(read.providers.get(0).variables()).isEqualTo(Map.of("region", "north"));
  }

  @Test
  void keyNeedsNoIdentity() throws IOException {
    Read read =
        read("badgers: { api_key: k, variables: { region: north } }", Map.of("HOME", "/home/b"));

    assertThat(read.problems).isEmpty();
  }

  @Test
  void providerWithNeitherIsToldBoth() throws IOException {
    Read read = read("badgers: { variables: { region: north } }", Map.of());

    assertThat(read.problems)
        .containsExactly(
            "vaultgate.yaml:2: providers.badgers: provider badgers: identity: number is missing"
                + " (expected: number or BADGE_NUMBER) (an api_key does as well, or BADGER_KEY in"
                + " the environment)");
  }

  @Test
  void settingThatNobodyKnowsIsRefusedWithThoseThatThereAre() throws IOException {
    Read read =
        read(
            "badgers: { variables: { region: n }, identity: { number: 1, colour_of_fur: x } }",
            Map.of());

    assertThat(read.problems)
        .containsExactly(
            "vaultgate.yaml:2: providers.badgers.identity.colour_of_fur: unknown (expected: number,"
                + " region)");
  }

  @Test
  void identityOfAProviderThatGoesByKeysIsRefused() throws IOException {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(file, "providers: { openai: { api_key: k, identity: { number: 1 } } }");

    assertThat(problems(file))
        .containsExactly(
            "vaultgate.yaml:1: providers.openai.identity: not used by this provider (expected:"
                + " api_key)");
  }

  @Test
  void bedrockIsToldItsRegionOnce() throws IOException {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(
        file,
        """
        providers:
          amazon-bedrock:
            identity: { access_key_id: AK, secret_access_key: s3cr3t, region: eu-central-1 }
        """);

    ServerConfig config = config(file, Map.of("AWS_REGION", "us-east-1"));

    assertThat(config.providers().get(0).variables()).isEqualTo(Map.of("region", "eu-central-1"));
    assertThat(config.providers().get(0).identity()).containsEntry("region", "eu-central-1");
    assertThat(config.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void bedrockWithoutKeysIsToldWhatToSet() throws IOException {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(file, "providers: { amazon-bedrock: { variables: { region: us-east-1 } } }");

    assertThat(problems(file))
        .singleElement()
        .asString()
        .contains("access_key_id", "AWS_ACCESS_KEY_ID", "api_key", "AWS_BEARER_TOKEN_BEDROCK");
  }

  /** They are for everything else at Amazon, too. */
  @Test
  void keysOfAwsInTheEnvironmentEnableNothing() throws IOException {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(file, "demo: true");
    Map<String, String> environment =
        Map.of("AWS_ACCESS_KEY_ID", "AK", "AWS_SECRET_ACCESS_KEY", "s", "AWS_REGION", "us-east-1");

    assertThat(config(file, environment).providers()).isEmpty();
    assertThat(
            config(file, Map.of("AWS_BEARER_TOKEN_BEDROCK", "k", "AWS_REGION", "us-east-1"))
                .providers())
        .extracting(ProviderSettings::id)
        .containsExactly("amazon-bedrock");
  }

  private static ServerConfig config(Path file, Map<String, String> environment) {
    return ConfigReader.read(new CommandLine(file, null, null, null, false, false), environment);
  }

  private static List<String> problems(Path file) {
    try {
      config(file, Map.of());
      return List.of();
    } catch (ConfigException e) {
      return e.problems();
    }
  }
}

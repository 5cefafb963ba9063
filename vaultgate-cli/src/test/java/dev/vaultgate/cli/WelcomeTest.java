package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.server.VaultGateServer;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import dev.vaultgate.server.config.ServerConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first lines that a person sees are true: what they say to type works. */
class WelcomeTest {

  private static final Pattern KEY = Pattern.compile("OPENAI_API_KEY=(vg_\\w{36})");
  private static final Pattern COMMAND = Pattern.compile("\n  vaultgate (keys create .*)\n");

  @TempDir Path folder;

  private ServerConfig config(String yaml, boolean demo) throws Exception {
    Path file = Files.writeString(folder.resolve("vaultgate.yaml"), yaml);
    return ConfigReader.read(
        new CommandLine(file, null, null, 0, demo, false),
        Map.of("VAULTGATE_HOME", folder.toString()));
  }

  private static String welcome(VaultGateServer server, ServerConfig config) {
    StringWriter text = new StringWriter();
    new Welcome(server, config, new PrintWriter(text)).print();
    return text.toString();
  }

  private static String group(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  @Test
  void commandForTheFirstKeyWorksWhileTheServerRuns() throws Exception {
    ServerConfig config = config("", false);
    try (VaultGateServer server = VaultGateServer.of(config)) {
      server.start();

      String command = group(COMMAND, welcome(server, config));

      assertThat(Cli.in(folder).run(command.split(" ")).code()).isZero();
      assertThat(welcome(server, config)).doesNotContain("no key");
    }
  }

  @Test
  void keyOfTheDemoWorksAndTheOneBeforeDoesNot() throws Exception {
    ServerConfig config = config("", true);
    try (VaultGateServer server = VaultGateServer.of(config)) {
      server.start();
      String url = server.address().toString();

      String first = group(KEY, welcome(server, config));
      String second = group(KEY, welcome(server, config));

      assertThat(Cli.in(folder).run("models", "list", "--url", url, "--key", second).code())
          .isZero();
      assertThat(Cli.in(folder).run("models", "list", "--url", url, "--key", first).code())
          .isEqualTo(ExitCode.REFUSED.number());
    }
  }

  @Test
  void storeInMemoryThatNobodyCanReachIsSaidToBeSo() throws Exception {
    ServerConfig config = config("store: { url: 'jdbc:sqlite::memory:' }", false);
    try (VaultGateServer server = VaultGateServer.of(config)) {
      server.start();

      assertThat(welcome(server, config))
          .contains("data       in memory")
          .contains("VAULTGATE_ADMIN_KEY");
    }
  }

  @Test
  void storeInMemoryIsReachedWithTheOperatorsKey() throws Exception {
    ServerConfig config =
        config(
            "store: { url: 'jdbc:sqlite::memory:' }\nserver: { admin_key: sixteen-or-more! }",
            false);
    try (VaultGateServer server = VaultGateServer.of(config)) {
      server.start();

      String command = group(COMMAND, welcome(server, config)).replace("...", "sixteen-or-more!");

      assertThat(Cli.in(folder).run(command.split(" ")).code()).isZero();
    }
  }
}

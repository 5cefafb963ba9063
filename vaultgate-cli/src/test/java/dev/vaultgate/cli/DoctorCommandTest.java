package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is configured and what is missing, in plain words. */
class DoctorCommandTest {

  @TempDir Path folder;

  @Test
  void nothingConfiguredIsNothingWrong() {
    Cli.Result result = Cli.in(folder).run("doctor");

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("[ok] The configuration can be used.")
        .contains("[--] No provider is enabled. Set the key of one, such as OPENAI_API_KEY")
        .contains("[--] There is no store yet");
    assertThat(folder.resolve("vaultgate.db")).doesNotExist();
  }

  @Test
  void providersAreNamedAndTheirKeysAreNot() {
    Cli.Result result = Cli.in(folder).with("OPENAI_API_KEY", "sk-secret").run("doctor");

    assertThat(result.out()).contains("[ok] Providers: openai; ").doesNotContain("sk-secret");
  }

  @Test
  void everythingWrongIsTold() throws Exception {
    Files.writeString(folder.resolve("vaultgate.yaml"), "server: { port: x }\nstor: {}\n");

    Cli.Result result = Cli.in(folder).run("doctor");

    assertThat(result.code()).isEqualTo(ExitCode.FAILED.number());
    assertThat(result.out())
        .contains("[!!] vaultgate.yaml:1: server.port")
        .contains("[!!] vaultgate.yaml:2: stor");
  }

  @Test
  void storeThatIsNoneIsWrong() throws Exception {
    Path file = folder.resolve("vaultgate.db");
    Files.writeString(file, "this is no database, however long one makes it ".repeat(100));

    Cli.Result result = Cli.in(folder).run("doctor");

    assertThat(result.code()).isEqualTo(ExitCode.FAILED.number());
    assertThat(result.out()).contains("[!!] ").contains(file.toString());
  }

  @Test
  void keyThatIsMissingIsSaidHowToMake() {
    Cli cli = Cli.in(folder);
    cli.run("keys", "create", "--name", "a");
    cli.run("keys", "revoke", "a");

    assertThat(cli.run("doctor").out())
        .contains("[--] There is no key that works: vaultgate keys create --name my-app");
  }

  @Test
  void findingsAreAlsoJson() {
    assertThat(Cli.in(folder).run("doctor", "--json").json().findValuesAsText("level"))
        .contains("good", "note")
        .doesNotContain("bad");
  }
}

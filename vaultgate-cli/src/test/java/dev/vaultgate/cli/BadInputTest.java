package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever mistypes is told the option, the value and what was expected, and nothing happens. */
class BadInputTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "keys create                               | Missing required option: '--name=NAME'",
        "keys create --name a --rpm -1             | --rpm: -1 (expected: 0 or more)",
        "keys create --name a --rpm many           | '--rpm': 'many'",
        "keys create --name a --concurrency -1     | --concurrency: -1 (expected: 0 or more)",
        "keys create --name a --credit-cap five    | --credit-cap: five (expected: dollars, such as",
        "keys create --name a --credit-cap -1      | --credit-cap: -1 (expected: dollars, such as",
        "keys create --name a --expires tomorrow   | --expires: tomorrow (expected: a date such as",
        "keys create --name a --expires 2027-02-30 | --expires: 2027-02-30 (expected: a date such as",
        "keys create --name a --models a*b         | --models: 'a*b' (expected: an id",
        "keys create --name a --types video        | --types",
        "credits add a five                        | USD: five (expected: dollars above 0",
        "credits add a 0                           | USD: 0 (expected: dollars above 0",
        "credits rerate                            | Missing required option: '--from=DATE'",
        "credits rerate --from yesterday           | --from: yesterday (expected: a date such as",
        "credits rerate --from 2027-01-31 --prices a.yaml | a.yaml: no such file",
        "usage list --last 0                       | --last: 0 (expected: 1 to 1000)",
        "usage list --last 1001                    | --last: 1001 (expected: 1 to 1000)",
        "models list --type video                  | --type",
        "models list --capability flying           | --capability: flying (expected: ",
        "chat --key vg_x hello                     | --url: missing (expected: the gateway",
        "chat --url nowhere --key vg_x hello       | --url: nowhere (expected: an address such as",
        "serve --port web                          | '--port': 'web'",
        "serve --host 0.0.0.0                      | server.host: 0.0.0.0 can be reached",
        "keys                                      | keys: which one? (expected: create, list",
        "keyz list                                 | (did you mean keys?)",
        "keys list --unknown                       | Unknown option: '--unknown'"
      })
  void isToldInOneLine(String line, String told) {
    Cli.Result result = Cli.in(folder).run(line.split(" +"));

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(result.err()).startsWith("error: ").contains(told);
    assertThat(result.out()).isEmpty();
    assertThat(folder.resolve("vaultgate.db")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"keys list --unknown --json", "--json keys create", "usage list --last 0 --json"})
  void isToldInJsonIfSoAsked(String line) {
    Cli.Result result = Cli.in(folder).run(line.split(" +"));

    assertThat(result.jsonError().path("code").asText()).isEqualTo("usage");
    assertThat(result.jsonError().path("exit_code").asInt()).isEqualTo(result.code()).isEqualTo(2);
    assertThat(result.jsonError().path("message").asText()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({"--name, keys create --name", "--user, keys create --name a --user"})
  void nameThatCannotBeSeenIsToldUnderItsOption(String option, String line) {
    Cli.Result result = Cli.in(folder).run((line + " \u202e").split(" +"));

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(result.err()).startsWith("error: " + option + ": ").contains("printable");
  }

  @Test
  void wrongConfigurationIsToldWithItsLine() throws Exception {
    Path file = folder.resolve("vaultgate.yaml");
    Files.writeString(file, "server:\n  prot: 1\n");

    Cli.Result result = Cli.in(folder).run("models", "list");

    assertThat(result.code()).isEqualTo(ExitCode.USAGE.number());
    assertThat(result.err()).contains("vaultgate.yaml:2: server.prot", "port");
  }

  @Test
  void modelRuleThatFitsNothingIsTakenWithANote() {
    Cli.Result result = Cli.in(folder).run("keys", "create", "--name", "a", "--models", "gpt-4o");

    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("note: --models: ", "gpt-4o-text");
  }

  @Test
  void stackIsPrintedOnlyIfAskedFor() {
    assertThat(Cli.in(folder).run("usage", "list", "--last", "0").err()).doesNotContain("\tat ");
    assertThat(Cli.in(folder).run("usage", "list", "--last", "0", "--debug").err())
        .contains("\tat ");
  }
}

package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.server.config.CommandLine;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

class PlainServeTest {

  @Test
  void everyOptionIsReadAsPicocliReadsIt() {
    assertThat(
            PlainServe.read(
                "serve",
                "--config",
                "my.yaml",
                "--db",
                "my.db",
                "--host",
                "::1",
                "--port",
                "9000",
                "--demo",
                "--insecure-bind"))
        .contains(new CommandLine(Path.of("my.yaml"), Path.of("my.db"), "::1", 9000, true, true));
    assertThat(PlainServe.read("serve")).contains(CommandLine.EMPTY);
  }

  @Test
  void itKnowsTheOptionsOfTheCommand() {
    Set<String> own =
        new picocli.CommandLine(new ServeCommand())
            .getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .collect(Collectors.toSet());

    assertThat(own)
        .containsExactlyInAnyOrder(
            "--config", "--db", "--host", "--port", "--demo", "--insecure-bind");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "keys list",
        "serve --help",
        "serve --debug",
        "--debug serve",
        "serve --port",
        "serve --port many",
        "serve --port 999999",
        "serve --port=9000",
        "serve --config --demo",
        "serve --config @options",
        "serve @options",
        "serve --demo --demo",
        "serve --port 1 --port 2",
        "serve now"
      })
  void theRestIsForPicocli(String line) {
    String[] words = line.isEmpty() ? new String[0] : line.split(" ", -1);

    assertThat(PlainServe.read(words)).isEmpty();
  }
}

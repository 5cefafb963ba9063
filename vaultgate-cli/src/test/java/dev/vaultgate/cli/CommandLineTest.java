package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** What holds for every command. */
class CommandLineTest {

  @TempDir Path folder;

  private static List<CommandLine> all() {
    Surroundings surroundings = new Surroundings(Map.of(), System.in);
    Deque<CommandLine> open = new ArrayDeque<>(List.of(Main.commandLine(surroundings)));
    List<CommandLine> all = new ArrayList<>();
    while (!open.isEmpty()) {
      CommandLine command = open.pop();
      all.add(command);
      command.getSubcommands().values().forEach(open::push);
    }
    return all;
  }

  @Test
  void everyCommandAndArgumentIsDescribed() {
    for (CommandLine command : all()) {
      assertThat(command.getCommandSpec().usageMessage().description())
          .as(command.getCommandSpec().qualifiedName())
          .isNotEmpty();
      for (ArgSpec argument : command.getCommandSpec().args()) {
        assertThat(argument.description()).as(argument.toString()).isNotEmpty();
      }
    }
  }

  @Test
  void everyCommandTakesJsonAndHelp() {
    for (CommandLine command : all()) {
      assertThat(command.getCommandSpec().optionsMap()).containsKeys("--json", "--debug", "--help");
    }
  }

  @Test
  void helpOfEveryCommandCanBePrinted() {
    for (CommandLine command : all()) {
      assertThat(command.getUsageMessage()).startsWith("Usage: vaultgate");
    }
  }

  @Test
  void helpSaysWhatExitCodesMean() {
    Cli.Result result = Cli.in(folder).run("--help");

    assertThat(result.code()).isZero();
    for (ExitCode code : ExitCode.values()) {
      assertThat(result.out()).containsPattern("\n +" + code.number() + " +\\S");
    }
  }

  @Test
  void aloneItSaysWhatThereIs() {
    assertThat(Cli.in(folder).run().out()).contains("serve", "keys", "doctor");
  }

  @Test
  void commandThatIsNamedFirstIsTheOnlyOneThatIsMade() {
    Surroundings surroundings = new Surroundings(Map.of(), System.in);

    assertThat(Main.commandLine(surroundings, "keys", "list").getSubcommands())
        .containsOnlyKeys("keys");
    assertThat(Main.commandLine(surroundings, "--json", "keys").getSubcommands().size())
        .isGreaterThan(10);
  }

  @Test
  void versionIsPrinted() {
    assertThat(Cli.in(folder).run("--version").out()).startsWith("VaultGate ").contains("Java ");
  }

  @Test
  void shellIsToldHowToComplete() {
    assertThat(Cli.in(folder).run("completion").out()).contains("_complete_vaultgate");
  }

  @Test
  void columnsAreAsWideAsWhatStandsInThem() {
    assertThat(Cli.in(folder).run("route", "explain", "demo-text", "--demo").out())
        .isEqualTo(
            """
            #  DEPLOYMENT OF demo-text  STATE  WHY NOT
            1  demo/demo-text           ready  -

            strategy priority
            """);
  }

  @Test
  void commandsAreShownAsTheUserCallsThem() throws Exception {
    Path jar = Files.createFile(folder.resolve("my vaultgate.jar"));

    assertThat(Invocation.name(jar.toString())).isEqualTo("java -jar '" + jar + "'");
    assertThat(Invocation.name("a.jar:b.jar")).isEqualTo("vaultgate");
    assertThat(Invocation.quoted("it's")).isEqualTo("'it'\\''s'");
  }
}

package dev.vaultgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The list of all commands is made of what they say of themselves; this test makes and checks it.
 */
class CommandsPageTest {

  private static final Path PAGE = Path.of("..", "docs", "cli.md");

  /** Above it people write; below it nobody does. */
  private static final String LIST = "## Commands\n";

  private static final String COMMAND =
      "mvn -q -pl vaultgate-cli -am test -Dtest=CommandsPageTest -Dvaultgate.docs=write"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  private final CommandSpec root = Main.commandLine(Surroundings.ofProcess()).getCommandSpec();

  @Test
  void pageIsWhatTheCommandsSay() throws IOException {
    String there = Files.readString(PAGE);
    String head = there.substring(0, there.indexOf(LIST) + LIST.length());
    String page = head + list();
    if ("write".equals(System.getProperty("vaultgate.docs"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/cli.md is stale; make its list anew with: " + COMMAND)
        .isEqualTo(page);
  }

  @Test
  void exitCodesAreThoseOfTheHelp() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(root.usageMessage().exitCodeList().keySet())
        .allSatisfy(code -> assertThat(page).contains("\n| " + code + " | "));
  }

  private String list() {
    StringBuilder list =
        new StringBuilder(
            "\nMade of what the commands say of themselves, by `CommandsPageTest`.\n");
    leaves(root).forEach(command -> write(command, list));
    return list.toString();
  }

  /** The commands that do something, in the order of the help. */
  private static Stream<CommandSpec> leaves(CommandSpec command) {
    List<CommandSpec> below =
        new HashSet<>(command.subcommands().values())
            .stream().map(CommandLine::getCommandSpec).sorted(inOrderOf(command)).toList();
    return below.isEmpty() ? Stream.of(command) : below.stream().flatMap(CommandsPageTest::leaves);
  }

  private static Comparator<CommandSpec> inOrderOf(CommandSpec parent) {
    List<String> names = new ArrayList<>(parent.subcommands().keySet());
    return Comparator.comparingInt(command -> names.indexOf(command.name()));
  }

  private void write(CommandSpec command, StringBuilder list) {
    List<PositionalParamSpec> parameters =
        command.positionalParameters().stream().filter(one -> !one.hidden()).toList();
    List<OptionSpec> options =
        command.options().stream()
            .filter(option -> !option.hidden() && !toldOnce(command).contains(option.longestName()))
            .sorted(Comparator.comparing(CommandsPageTest::plainName))
            .toList();
    list.append("\n### ")
        .append(command.qualifiedName().substring(root.name().length() + 1))
        .append("\n\n")
        .append(words(command.usageMessage().description()))
        .append("\n\n```sh\n")
        .append(synopsis(command, parameters, options))
        .append("\n```\n");
    String footer = words(command.usageMessage().footer());
    if (!parameters.isEmpty() || !options.isEmpty()) {
      list.append("\n| argument | what it does |\n|---|---|\n");
      parameters.forEach(one -> list.append(row(one.paramLabel(), one.description())));
      options.forEach(one -> list.append(row(named(one), one.description())));
    }
    if (!footer.isEmpty()) {
      list.append('\n').append(footer).append('\n');
    }
  }

  /** What all commands take, or all that administer, is told above the list. */
  private Set<String> toldOnce(CommandSpec command) {
    return Stream.concat(
            root.options().stream(),
            administers(command) ? mixin(command).options().stream() : Stream.empty())
        .map(OptionSpec::longestName)
        .collect(Collectors.toSet());
  }

  private static boolean administers(CommandSpec command) {
    return command.mixins().values().stream()
        .anyMatch(mixin -> mixin.userObject() instanceof AdministrationOption);
  }

  private static CommandSpec mixin(CommandSpec command) {
    return command.mixins().values().stream()
        .filter(mixin -> mixin.userObject() instanceof AdministrationOption)
        .findFirst()
        .orElseThrow();
  }

  private static String plainName(OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  private static String synopsis(
      CommandSpec command, List<PositionalParamSpec> parameters, List<OptionSpec> options) {
    StringBuilder line = new StringBuilder(command.qualifiedName());
    parameters.forEach(
        one ->
            line.append(one.required() ? " " + one.paramLabel() : " [" + one.paramLabel() + "]"));
    options.stream()
        .filter(OptionSpec::required)
        .forEach(one -> line.append(' ').append(form(one)));
    if (administers(command)) {
      line.append(" [STORE]");
    }
    if (options.stream().anyMatch(one -> !one.required())) {
      line.append(" [OPTION...]");
    }
    return line.toString();
  }

  /** An option as it is written, with what belongs behind it. */
  private static String form(OptionSpec option) {
    boolean hasValue = option.arity().max() > 0;
    String more = option.splitRegex().isEmpty() ? "" : "[," + option.paramLabel() + "...]";
    return option.longestName() + (hasValue ? " " + option.paramLabel() + more : "");
  }

  private static String named(OptionSpec option) {
    String others =
        Arrays.stream(option.names())
            .filter(name -> !name.equals(option.longestName()))
            .map(name -> name + ", ")
            .collect(Collectors.joining());
    return others + form(option);
  }

  private static String row(String name, String[] description) {
    return "| `%s` | %s |\n".formatted(name, words(description).replace("|", "\\|"));
  }

  /** As one line, the marks that picocli formats taken out. */
  private static String words(String[] lines) {
    return Arrays.stream(lines)
        .map(line -> line.replace("%n", " ").replace("%%", "%").strip())
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(" "));
  }
}

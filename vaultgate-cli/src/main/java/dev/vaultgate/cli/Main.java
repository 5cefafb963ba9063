package dev.vaultgate.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code vaultgate}: every command of the house. */
@Command(
    name = "vaultgate",
    description = "One endpoint for every AI model.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ServeCommand.class,
      KeysCommand.class,
      CreditsCommand.class,
      ModelsCommand.class,
      ProvidersCommand.class,
      RouteCommand.class,
      UsageCommand.class,
      ChatCommand.class,
      DoctorCommand.class,
      AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec;

  /** Runs a command and ends the process with its code. */
  public static void main(String[] arguments) {
    Logging.quiet();
    System.exit(run(arguments));
  }

  /** Runs a command in this process; its exit code. */
  static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  /** The commands, for running and for tests of their help. */
  static CommandLine commandLine() {
    CommandLine commands = new CommandLine(new Main());
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler(
        (exception, command, parsed) -> Errors.tell(exception, command.getErr()).number());
    commands.setParameterExceptionHandler(
        (exception, arguments) -> {
          exception.getCommandLine().getErr().println(exception.getMessage());
          exception
              .getCommandLine()
              .getErr()
              .println(
                  "See '"
                      + exception.getCommandLine().getCommandSpec().qualifiedName()
                      + " --help'.");
          return ExitCode.USAGE.number();
        });
    return commands;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}

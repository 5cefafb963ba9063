package dev.vaultgate.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command {@code vaultgate}: every command of the house. Options that all commands share are
 * here, and what they need from outside.
 */
@Command(
    name = "vaultgate",
    description = "One endpoint for every AI model.",
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed, or something is wrong",
      "2:the command line or the configuration cannot be used",
      "3:what was named does not exist",
      "4:refused: a key, a permission or credit is missing",
      "5:the store, a gateway or a provider cannot be reached"
    })
public final class Main implements Runnable {

  private static final List<Class<?>> COMMANDS =
      List.of(
          ServeCommand.class,
          UsersCommand.class,
          KeysCommand.class,
          ProjectsCommand.class,
          CreditsCommand.class,
          CodesCommand.class,
          UsageCommand.class,
          AlertsCommand.class,
          AuditCommand.class,
          StoreCommand.class,
          ModelsCommand.class,
          ProvidersCommand.class,
          RouteCommand.class,
          SimulateCommand.class,
          ReloadCommand.class,
          ChatCommand.class,
          DoctorCommand.class,
          CompletionCommand.class,
          RehearseCommand.class);

  @Spec private CommandSpec spec;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print JSON instead of text, errors too.")
  private boolean json;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Print the stack of a failure, and what libraries say.")
  private boolean debug;

  @SuppressWarnings("UnusedVariable") // Picocli sets it, and acts on it.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print this help.")
  private boolean help;

  @SuppressWarnings("UnusedVariable") // Likewise.
  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version.")
  private boolean version;

  private final Surroundings surroundings;

  private Main(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs a command and ends the process with its code. */
  public static void main(String[] arguments) {
    PrintWriter out = Streams.writer(System.out);
    PrintWriter err = Streams.writer(System.err);
    int code =
        PlainServe.read(arguments)
            .map(line -> serve(new Serving(line, System.getenv(), false, out), err))
            .orElseGet(() -> execute(arguments, out, err));
    out.flush();
    err.flush();
    System.exit(code);
  }

  private static int serve(Serving serving, PrintWriter err) {
    Logging.quiet();
    try {
      serving.run();
      return ExitCode.OK.number();
    } catch (Exception e) {
      return Errors.tell(e, err, false);
    }
  }

  private static int execute(String[] arguments, PrintWriter out, PrintWriter err) {
    return commandLine(Surroundings.ofProcess(), arguments)
        .setOut(out)
        .setErr(err)
        .execute(arguments);
  }

  /**
   * The commands, to be run with these surroundings: the one that is named first, or all. To make
   * every command takes longer than most of them take.
   *
   * @param arguments what will be executed
   */
  static CommandLine commandLine(Surroundings surroundings, String... arguments) {
    CommandLine line = new CommandLine(new Main(surroundings));
    meantBy(arguments).forEach(line::addSubcommand);
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionStrategy(Main::execute)
        .setParameterExceptionHandler(Errors::ofArguments)
        .setExecutionExceptionHandler(Errors::ofExecution);
  }

  private static List<Class<?>> meantBy(String[] arguments) {
    return COMMANDS.stream()
        .filter(command -> arguments.length > 0 && name(command).equals(arguments[0]))
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(COMMANDS);
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  private static int execute(CommandLine.ParseResult parsed) {
    Main main = of(parsed.commandSpec());
    if (!main.debug) {
      Logging.quiet();
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /** The root of the command that this belongs to. */
  static Main of(CommandSpec command) {
    return (Main) command.root().userObject();
  }

  boolean json() {
    return json;
  }

  boolean debug() {
    return debug;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}

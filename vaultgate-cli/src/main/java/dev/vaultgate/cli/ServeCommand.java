package dev.vaultgate.cli;

import dev.vaultgate.server.config.CommandLine;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the gateway until it is told to stop. */
@Command(
    name = "serve",
    description = "Run the gateway.",
    footer = {
      "",
      "Ctrl-C or SIGTERM stops it gently: running answers may finish. A second one cuts them.",
      "SIGHUP has it read its configuration anew, as vaultgate reload does."
    })
final class ServeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration file (else vaultgate.yaml here or in the data folder).")
  private @Nullable Path configFile;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      description = "The store's SQLite file, made when it is new (else the configured one).")
  private @Nullable Path database;

  @Option(names = "--host", paramLabel = "H", description = "The address to listen on.")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "P", description = "The port; 0 takes any free one.")
  private @Nullable Integer port;

  @Option(
      names = "--demo",
      description = "Enable the demo provider and print a working key. On this machine only.")
  private boolean demo;

  @Option(
      names = "--insecure-bind",
      description = "Let other machines in without TLS or a trusted proxy in front.")
  private boolean insecureBind;

  @Override
  public Integer call() throws InterruptedException {
    Main main = Main.of(spec);
    CommandLine line = new CommandLine(configFile, database, host, port, demo, insecureBind);
    new Serving(line, main.surroundings().environment(), main.debug(), spec.commandLine().getOut())
        .run();
    return ExitCode.OK.number();
  }
}

package dev.vaultgate.cli;

import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.server.Logs;
import dev.vaultgate.server.Signals;
import dev.vaultgate.server.VaultGateServer;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import dev.vaultgate.server.config.ServerConfig;
import dev.vaultgate.server.http.Fatal;
import java.io.PrintWriter;
import java.util.Map;

/** A gateway as a process of its own, from its configuration until it has stopped. */
final class Serving {

  private final CommandLine line;
  private final Map<String, String> environment;
  private final boolean debug;
  private final PrintWriter out;

  /**
   * @param debug whether libraries may tell how they are
   */
  Serving(CommandLine line, Map<String, String> environment, boolean debug, PrintWriter out) {
    this.line = line;
    this.environment = environment;
    this.debug = debug;
    this.out = out;
  }

  /** Runs until it is told to stop. */
  void run() throws InterruptedException {
    start().awaitStop();
  }

  /** The server, which listens, and of which a person has been told. */
  VaultGateServer start() {
    ServerConfig config = read();
    Logs.setUp(config.logged());
    if (!debug) {
      Logging.quiet(); // The log's own settings have just undone it.
    }
    VaultGateServer server = VaultGateServer.of(config, this::read, SystemTime.system());
    try {
      server.start();
      Fatal.arm();
      Signals.stop(server);
      Signals.reload(server);
      new Welcome(server, config, out).print();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private ServerConfig read() {
    return ConfigReader.read(line, environment);
  }
}

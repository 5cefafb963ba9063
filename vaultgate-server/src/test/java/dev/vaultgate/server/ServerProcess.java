package dev.vaultgate.server;

import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import dev.vaultgate.server.http.Fatal;
import java.nio.file.Path;
import java.util.Map;

/** A server in a process of its own, which says where it listens and runs until it is killed. */
final class ServerProcess {

  private ServerProcess() {}

  public static void main(String[] arguments) throws InterruptedException {
    CommandLine files =
        new CommandLine(Path.of(arguments[0]), Path.of(arguments[1]), null, null, false, false);
    VaultGateServer server = VaultGateServer.of(ConfigReader.read(files, Map.of()));
    server.start();
    Fatal.arm();
    System.out.println("listening on " + server.address());
    server.awaitStop();
  }
}

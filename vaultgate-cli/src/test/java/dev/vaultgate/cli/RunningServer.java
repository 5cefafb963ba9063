package dev.vaultgate.cli;

import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.server.VaultGateServer;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.nio.file.Path;
import java.util.Map;

/** A real server on a free port, with the demo and an admin key of the operator's. */
record RunningServer(VaultGateServer server) implements AutoCloseable {

  static final String ADMIN_KEY = "chosen-by-the-operator";

  static RunningServer start(Path store) {
    VaultGateServer server =
        VaultGateServer.of(
            ConfigReader.read(
                new CommandLine(null, store, null, 0, true, false),
                Map.of(
                    "VAULTGATE_ADMIN_KEY",
                    ADMIN_KEY,
                    "VAULTGATE_HOME",
                    String.valueOf(store.getParent()))));
    server.start();
    return new RunningServer(server);
  }

  String url() {
    return server.address().toString();
  }

  /** A key of the operator's account. */
  String newKey() {
    return server.gateway().keys().create(KeySpec.named("test")).secret().reveal();
  }

  @Override
  public void close() {
    server.close();
  }
}

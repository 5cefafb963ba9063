package dev.vaultgate.cli;

import dev.vaultgate.router.Router;
import dev.vaultgate.server.RouterSetup;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import dev.vaultgate.server.config.ServerConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The providers and models of a configuration, in this process. A mixin. */
final class RouterOption {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration file (otherwise vaultgate.yaml here or in the data folder).")
  private @Nullable Path config;

  @Option(
      names = "--demo",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Whether the demo provider is among them (otherwise it is).")
  private boolean demo;

  ServerConfig read() {
    return ConfigReader.read(
        new CommandLine(config, null, null, null, demo, false), System.getenv());
  }

  Router open() {
    return RouterSetup.router(read());
  }
}

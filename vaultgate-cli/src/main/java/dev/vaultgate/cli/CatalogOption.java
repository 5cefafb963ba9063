package dev.vaultgate.cli;

import dev.vaultgate.router.Router;
import dev.vaultgate.server.RouterSetup;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import dev.vaultgate.server.config.ServerConfig;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The providers and models that are configured, in this process. A mixin. */
final class CatalogOption {

  static final String NOBODY =
      "no provider is enabled: set a key such as OPENAI_API_KEY or ANTHROPIC_API_KEY, or try --demo";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration file (else vaultgate.yaml here or in the data folder).")
  private @Nullable Path config;

  @Option(names = "--demo", description = "Enable the demo provider, which needs no key.")
  private boolean demo;

  /** The variables of whoever asks. */
  Map<String, String> environment() {
    return Main.of(command).surroundings().environment();
  }

  /** What is configured, with these options. */
  ServerConfig read() {
    return read(demo);
  }

  private ServerConfig read(boolean withDemo) {
    return ConfigReader.read(
        new CommandLine(config, null, null, null, withDemo, false),
        Main.of(command).surroundings().environment());
  }

  /** The router of what is configured. */
  Router open() {
    return RouterSetup.router(read());
  }

  /** The same, where the demo answers if nobody else does. */
  Router openOrDemo() {
    ServerConfig configured = read();
    return RouterSetup.router(configured.providers().isEmpty() ? read(true) : configured);
  }
}

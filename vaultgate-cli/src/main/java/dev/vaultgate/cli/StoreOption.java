package dev.vaultgate.cli;

import dev.vaultgate.router.store.Store;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import dev.vaultgate.server.config.ServerConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which installation a command works on: its configuration file and its store. A mixin. */
final class StoreOption {

  private static final String SQLITE = "jdbc:sqlite:";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration file (otherwise vaultgate.yaml here or in the data folder).")
  private @Nullable Path config;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      description = "The store's SQLite file (otherwise the configured one).")
  private @Nullable Path database;

  @Nullable Path configFile() {
    return config;
  }

  @Nullable Path databaseFile() {
    return database;
  }

  /** What is configured, with these options. */
  ServerConfig read(boolean demo) {
    return ConfigReader.read(
        new CommandLine(config, database, null, null, demo, false), System.getenv());
  }

  /** Where the store is. */
  Path file() {
    String url = read(false).store();
    if (!url.startsWith(SQLITE) || url.endsWith(":memory:")) {
      throw new CommandFailure(
          ExitCode.USAGE, "store.url: " + url + " (expected: a SQLite file, or give --db FILE)");
    }
    return Path.of(url.substring(SQLITE.length()));
  }

  /** Opens the store, making it when it is new. */
  Store open() {
    return Store.sqlite(file());
  }
}

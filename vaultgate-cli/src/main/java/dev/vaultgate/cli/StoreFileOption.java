package dev.vaultgate.cli;

import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A store's file on this machine. A mixin. */
final class StoreFileOption {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration file (else vaultgate.yaml here or in the data folder).")
  private @Nullable Path config;

  @Option(
      names = "--db",
      paramLabel = "FILE",
      description = "The store's SQLite file (else the configured one).")
  private @Nullable Path database;

  /** Where the store is. A file that is named needs no configuration that can be read. */
  Path file() {
    if (database != null) {
      return database.toAbsolutePath();
    }
    Path configured =
        ConfigReader.read(
                new CommandLine(config, null, null, null, false, false),
                Main.of(command).surroundings().environment())
            .storeFile();
    if (configured == null) {
      throw CommandFailure.option("store.url", "in memory", "a SQLite file, or --db FILE");
    }
    return configured;
  }

  /** The same, where there is one. */
  Path existing() {
    Path file = file();
    if (!Files.exists(file)) {
      throw CommandFailure.notFound("--db: " + file + " does not exist");
    }
    return file;
  }
}

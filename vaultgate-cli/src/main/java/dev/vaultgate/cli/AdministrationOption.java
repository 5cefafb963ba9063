package dev.vaultgate.cli;

import dev.vaultgate.router.store.Store;
import dev.vaultgate.server.config.CommandLine;
import dev.vaultgate.server.config.ConfigReader;
import dev.vaultgate.server.config.ServerConfig;
import dev.vaultgate.server.manage.AdminNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What a command administers: a store, by its file, or a running server, by its address. The store
 * that a running server holds is administered through that server, which is found by the note
 * beside the file. A mixin.
 */
final class AdministrationOption {

  private static final String KEY_VARIABLE = "VAULTGATE_ADMIN_KEY";
  private static final String PATH = "/api/v1";

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
      description =
          "The store's SQLite file (else the configured one), whether a server uses it now or not.")
  private @Nullable Path database;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Instead of a file: a running server, such as http://127.0.0.1:8080.")
  private @Nullable String url;

  @Option(
      names = "--admin-key",
      paramLabel = "KEY",
      description = "What opens that server (else the variable " + KEY_VARIABLE + ").")
  private @Nullable String adminKey;

  /** What is configured, with these options. */
  ServerConfig read() {
    return ConfigReader.read(
        new CommandLine(config, database, null, null, false, false),
        Main.of(command).surroundings().environment());
  }

  /** Whether a server was named, and no file. */
  boolean isRemote() {
    if (url == null && adminKey != null) {
      throw CommandFailure.option("--url", "missing", "the server that --admin-key is for");
    }
    if (url != null && (database != null || config != null)) {
      throw CommandFailure.option(
          "--url",
          url,
          "a server or a store, not " + (database != null ? "--db" : "--config") + " beside it");
    }
    return url != null;
  }

  /** Opens what is there; a file's name that was mistyped shall not make a new store. */
  Administration open() {
    if (isRemote()) {
      return remote();
    }
    Path file = file();
    if (!Files.exists(file)) {
      throw CommandFailure.notFound(
          "--db: " + file + " does not exist (serve and keys create make a new one)");
    }
    return open(file);
  }

  /** Opens what is there, making a store that is new. */
  Administration openOrMake() {
    return isRemote() ? remote() : open(file());
  }

  private Administration remote() {
    return new RemoteAdministration(
        new RemoteApi(
            Address.of(url == null ? "" : url, PATH),
            Address.secret(
                adminKey, "--admin-key", KEY_VARIABLE, Main.of(command).surroundings())));
  }

  private Administration open(Path file) {
    try {
      return StoreAdministration.of(Store.sqlite(file), "the store " + file, this::read);
    } catch (IllegalStateException e) {
      // Somebody else holds it, or it cannot be used at all. A note that a killed server left is of
      // no use then, and what is wrong with the store is told.
      return holder(file, e).orElseThrow(() -> e);
    }
  }

  private static Optional<Administration> holder(Path file, IllegalStateException why) {
    try {
      return AdminNote.read(file)
          .map(note -> new RemoteApi(Address.of(note.url().toString(), PATH), note.secret()))
          .map(RemoteAdministration::new)
          .filter(RemoteAdministration::answers)
          .map(Administration.class::cast);
    } catch (IOException e) {
      why.addSuppressed(e);
      return Optional.empty();
    }
  }

  /** Where the store is. A file that is named needs no configuration that can be read. */
  Path file() {
    if (database != null) {
      return database.toAbsolutePath();
    }
    Path configured = read().storeFile();
    if (configured == null) {
      throw CommandFailure.option("store.url", "in memory", "a SQLite file, or --db FILE");
    }
    return configured;
  }
}

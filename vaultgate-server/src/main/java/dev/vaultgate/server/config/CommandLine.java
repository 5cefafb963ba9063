package dev.vaultgate.server.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says, which counts more than anything else.
 *
 * @param config the configuration file; null for the usual places
 * @param database the SQLite file; null for what is configured
 * @param host the address to bind, or null
 * @param port the port to bind, or null
 * @param demo whether the demo provider is wanted; false leaves it to the file
 * @param insecureBind whether other machines may reach the server unsecured; false leaves it to the
 *     file
 */
public record CommandLine(
    @Nullable Path config,
    @Nullable Path database,
    @Nullable String host,
    @Nullable Integer port,
    boolean demo,
    boolean insecureBind) {

  /** Nothing said. */
  public static final CommandLine EMPTY = new CommandLine(null, null, null, null, false, false);
}

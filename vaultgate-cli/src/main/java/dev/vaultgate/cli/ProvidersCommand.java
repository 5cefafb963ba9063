package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** Providers. */
@Command(
    name = "providers",
    description = "List providers, and try them out.",
    subcommands = {
      ProvidersListCommand.class,
      ProvidersShowCommand.class,
      ProvidersModelsCommand.class,
      ProvidersTestCommand.class
    })
final class ProvidersCommand extends Group {}

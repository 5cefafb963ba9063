package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** Models. */
@Command(
    name = "models",
    description = "List and show models, and add some while a gateway runs.",
    subcommands = {
      ModelsListCommand.class,
      ModelsShowCommand.class,
      ModelsSetCommand.class,
      ModelsAliasCommand.class,
      ModelsRemoveCommand.class,
      ModelsAddedCommand.class
    })
final class ModelsCommand extends Group {}

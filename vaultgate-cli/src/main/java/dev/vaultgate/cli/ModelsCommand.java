package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** Models. */
@Command(
    name = "models",
    description = "List and show models, of this configuration or of a running gateway.",
    subcommands = {ModelsListCommand.class, ModelsShowCommand.class})
final class ModelsCommand extends Group {}

package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** Routes. */
@Command(
    name = "route",
    description = "Explain where a call would go.",
    subcommands = RouteExplainCommand.class)
final class RouteCommand extends Group {}

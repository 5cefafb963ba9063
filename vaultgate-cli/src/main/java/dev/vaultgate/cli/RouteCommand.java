package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** Routes. */
@Command(
    name = "route",
    description = "Explain where calls go, and how the deployments of models stand.",
    subcommands = {RouteExplainCommand.class, RouteStatusCommand.class, RouteEnableCommand.class})
final class RouteCommand extends Group {}

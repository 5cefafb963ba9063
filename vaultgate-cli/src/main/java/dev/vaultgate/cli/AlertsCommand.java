package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** Alerts. */
@Command(
    name = "alerts",
    description = "List, read and test alerts.",
    subcommands = {AlertsListCommand.class, AlertsReadCommand.class, AlertsTestCommand.class})
final class AlertsCommand extends Group {}

package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** What was used. */
@Command(
    name = "usage",
    description = "Show what was used: call by call, summed up, as a file, and as it happens.",
    subcommands = {
      UsageListCommand.class,
      UsageSummaryCommand.class,
      UsageTopCommand.class,
      UsageExportCommand.class,
      UsageTailCommand.class
    })
final class UsageCommand extends Group {}

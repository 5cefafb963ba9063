package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** The audit. */
@Command(
    name = "audit",
    description = "Show who has changed what.",
    subcommands = {AuditListCommand.class})
final class AuditCommand extends Group {}

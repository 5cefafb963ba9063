package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** API keys. */
@Command(
    name = "keys",
    description = "Make, list, show, change, rotate, revoke and audit API keys.",
    subcommands = {
      KeysCreateCommand.class,
      KeysListCommand.class,
      KeysShowCommand.class,
      KeysUpdateCommand.class,
      KeysRotateCommand.class,
      KeysPauseCommand.class,
      KeysResumeCommand.class,
      KeysRevokeCommand.class,
      KeysAuditCommand.class
    })
final class KeysCommand extends Group {}

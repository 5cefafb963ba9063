package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** API keys. */
@Command(
    name = "keys",
    description = "Make, list, show and revoke API keys.",
    subcommands = {
      KeysCreateCommand.class,
      KeysListCommand.class,
      KeysShowCommand.class,
      KeysRevokeCommand.class
    })
final class KeysCommand extends Group {}

package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** Users. */
@Command(
    name = "users",
    description = "Make, invite, show, change and disable the people who sign in.",
    subcommands = {
      UsersCreateCommand.class,
      UsersInviteCommand.class,
      UsersListCommand.class,
      UsersShowCommand.class,
      UsersUpdateCommand.class,
      UsersDisableCommand.class,
      UsersEnableCommand.class,
      UsersPasswordCommand.class
    })
final class UsersCommand extends Group {}

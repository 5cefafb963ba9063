package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** Credit. */
@Command(
    name = "credits",
    description = "Show, add, correct and verify credit.",
    subcommands = {
      CreditsShowCommand.class,
      CreditsAddCommand.class,
      CreditsCorrectCommand.class,
      CreditsEntriesCommand.class,
      CreditsVerifyCommand.class
    })
final class CreditsCommand extends Group {}

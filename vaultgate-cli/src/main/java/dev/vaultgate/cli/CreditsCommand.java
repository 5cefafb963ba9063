package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** Credit. */
@Command(
    name = "credits",
    description = "Show, add, correct and verify credit, and what calls would cost otherwise.",
    subcommands = {
      CreditsShowCommand.class,
      CreditsAddCommand.class,
      CreditsCorrectCommand.class,
      CreditsEntriesCommand.class,
      CreditsVerifyCommand.class,
      CreditsPricesCommand.class,
      CreditsRerateCommand.class
    })
final class CreditsCommand extends Group {}

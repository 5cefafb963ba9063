package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** Credit. */
@Command(
    name = "credits",
    description = "Show, add and verify credit.",
    subcommands = {CreditsShowCommand.class, CreditsAddCommand.class, CreditsVerifyCommand.class})
final class CreditsCommand extends Group {}

package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** Redeem codes. */
@Command(
    name = "codes",
    description = "Make, list, show, disable and redeem codes that are worth credit.",
    subcommands = {
      CodesCreateCommand.class,
      CodesListCommand.class,
      CodesShowCommand.class,
      CodesDisableCommand.class,
      CodesRedeemCommand.class
    })
final class CodesCommand extends Group {}

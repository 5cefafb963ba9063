package dev.vaultgate.cli;

import picocli.CommandLine.Command;

/** The store's file. */
@Command(
    name = "store",
    description = "Back up, restore and check the store's file.",
    subcommands = {StoreBackupCommand.class, StoreRestoreCommand.class, StoreCheckCommand.class})
final class StoreCommand extends Group {}

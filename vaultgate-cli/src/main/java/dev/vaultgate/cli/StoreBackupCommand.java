package dev.vaultgate.cli;

import dev.vaultgate.router.store.StoreBackup;
import dev.vaultgate.router.store.StoreReport;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copies the store. */
@Command(
    name = "backup",
    description = "Copy the store, as it is at one moment; a server may be using it.",
    footer = {"", "For example: vaultgate store backup backups/$(date +%%F).db"})
final class StoreBackupCommand implements Runnable {

  @Mixin private StoreFileOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "TO", description = "The backup's file, which is not there yet.")
  private Path to;

  @Override
  public void run() {
    StoreReport report = StoreBackup.make(place.existing(), to);
    output.print(
        StoreReportText.json(report),
        "%s holds %s, and is sound.".formatted(report.file(), StoreReportText.words(report)));
  }
}

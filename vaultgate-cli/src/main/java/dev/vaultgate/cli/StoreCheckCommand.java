package dev.vaultgate.cli;

import dev.vaultgate.router.store.StoreBackup;
import dev.vaultgate.router.store.StoreReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks a store through. */
@Command(
    name = "check",
    description =
        "Look a store or a backup through: its pages, references and sums; the exit code is 1 if"
            + " anything is wrong.")
final class StoreCheckCommand implements Callable<Integer> {

  @Mixin private StoreFileOption place;
  @Mixin private Output output;

  @Override
  public Integer call() {
    StoreReport report = StoreBackup.check(place.existing());
    output.print(
        StoreReportText.json(report),
        "%s holds %s%s"
            .formatted(
                report.file(),
                StoreReportText.words(report),
                report.isSound()
                    ? ", and is sound."
                    : ", but:\n  " + String.join("\n  ", report.problems())));
    return (report.isSound() ? ExitCode.OK : ExitCode.FAILED).number();
  }
}

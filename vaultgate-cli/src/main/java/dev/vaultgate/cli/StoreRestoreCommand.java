package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.store.StoreBackup;
import dev.vaultgate.router.time.SystemTime;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Puts a backup in the store's place. */
@Command(
    name = "restore",
    description = "Put a backup in the store's place; the server must have been stopped.",
    footer = {
      "",
      "The backup is looked through first, and what was there is kept beside it. Calls that ran when",
      "the backup was made are released at the next start; top-ups that came later may be given anew,",
      "each reference once."
    })
final class StoreRestoreCommand implements Runnable {

  @Mixin private StoreFileOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "FROM", description = "The backup's file.")
  private Path from;

  @Override
  public void run() {
    Path store = place.file();
    Optional<Path> former = StoreBackup.restore(from, store, SystemTime.system());
    ObjectNode json = Json.object().put("store", store.toString());
    json.put("former", former.map(Path::toString).orElse(null));
    output.print(
        json,
        store
            + " is restored."
            + former.map(file -> " What was there is " + file + ".").orElse(""));
  }
}

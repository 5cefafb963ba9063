package dev.vaultgate.cli;

import dev.vaultgate.server.admin.Administration;
import dev.vaultgate.server.admin.KeyJson;
import dev.vaultgate.server.admin.KeyView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a key work no longer, until it is resumed. */
@Command(name = "pause", description = "Let a key work no longer, until it is resumed.")
final class KeysPauseCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "KEY", description = KeyLookup.DESCRIPTION)
  private String key;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      KeyView changed = administration.pauseKey(KeyLookup.find(administration, key).id(), true);
      output.print(
          KeyJson.write(changed), "Key %s (%s) is paused.".formatted(changed.id(), changed.name()));
    }
  }
}

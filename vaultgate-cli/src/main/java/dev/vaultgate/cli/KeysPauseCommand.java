package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
      String id = KeyLookup.id(administration, key);
      JsonNode changed = administration.post(ApiPath.of("/keys/{}/pause", id));
      output.print(changed, "Key %s (%s) is paused.".formatted(id, changed.path("name").asText()));
    }
  }
}

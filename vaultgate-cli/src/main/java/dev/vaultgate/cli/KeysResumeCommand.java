package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a paused key work again. */
@Command(name = "resume", description = "Let a paused key work again.")
final class KeysResumeCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "KEY", description = KeyLookup.DESCRIPTION)
  private String key;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      String id = KeyLookup.id(administration, key);
      JsonNode changed = administration.post(ApiPath.of("/keys/{}/resume", id));
      output.print(
          changed, "Key %s (%s) works again.".formatted(id, changed.path("name").asText()));
    }
  }
}

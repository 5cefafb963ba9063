package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one key. */
@Command(name = "show", description = "Show what one key may do, and what it has used.")
final class KeysShowCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "KEY", description = KeyLookup.DESCRIPTION)
  private String key;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      ObjectNode shown = KeyLookup.find(administration, key);
      shown.set(
          "spending",
          administration.get(ApiPath.of("/keys/{}/spending", shown.path("id").asText())));
      output.properties(shown);
    }
  }
}

package dev.vaultgate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has a running gateway read its configuration anew. */
@Command(
    name = "reload",
    description = "Have a running gateway read its configuration anew.",
    footer = {
      "",
      "Providers, models and routes change at once, whole or not at all. What concerns the",
      "address, the store and the limits of the server waits for a restart."
    })
final class ReloadCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      output.print(administration.post("/reload"), "Read anew by " + administration.place() + ".");
    }
  }
}

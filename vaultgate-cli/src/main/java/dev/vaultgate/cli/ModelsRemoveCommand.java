package dev.vaultgate.cli;

import dev.vaultgate.api.json.Json;
import dev.vaultgate.server.admin.Administration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Forgets a model or an alias that was added. */
@Command(
    name = "remove",
    description = "Forget a model or alias that was added; what is configured shows again.")
final class ModelsRemoveCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "NAME", description = "What was added, as vaultgate models added shows.")
  private String name;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      if (!administration.models().remove(name)) {
        throw CommandFailure.notFound(
            name + " was not added in " + administration.place() + " (see: models added)");
      }
      output.print(Json.object().put("name", name).put("removed", true), name + " is removed.");
    }
  }
}

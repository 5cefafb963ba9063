package dev.vaultgate.cli;

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
      output.print(administration.delete(ApiPath.of("/models/{}", name)), name + " is removed.");
    }
  }
}

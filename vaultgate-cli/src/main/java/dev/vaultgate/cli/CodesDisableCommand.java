package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Disables codes. */
@Command(
    name = "disable",
    description = {
      "Let a code, or a whole batch, be redeemed no longer.",
      "Example: vaultgate codes disable --batch 12"
    })
final class CodesDisableCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @ArgGroup(multiplicity = "1")
  private Which which = new Which();

  /** One of the two. */
  static final class Which {
    @Parameters(paramLabel = "ID", description = "The code's id, as codes list has it.")
    private @Nullable String id;

    @Option(names = "--batch", paramLabel = "N", description = "Every code of this batch.")
    private @Nullable String batch;
  }

  @Override
  public void run() {
    String path =
        which.batch == null
            ? ApiPath.of("/codes/{}/disable", String.valueOf(which.id))
            : ApiPath.of("/codes/batches/{}/disable", which.batch);
    try (Administration administration = place.open()) {
      JsonNode disabled = administration.post(path);
      int count = disabled.path("disabled").asInt();
      output.print(
          disabled,
          count == 0
              ? "Nothing was changed: disabled before."
              : count == 1 ? "One code is disabled." : count + " codes are disabled.");
    }
  }
}

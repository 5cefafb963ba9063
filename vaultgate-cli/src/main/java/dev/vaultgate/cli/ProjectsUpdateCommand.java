package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes what the keys of a project may do together. */
@Command(
    name = "update",
    description =
        "Change what the keys of a project may do together, from their next call on; what is not"
            + " named stays.",
    footer = {"", "For example: vaultgate projects update search --budget-per-month 80 --tpm 0"})
final class ProjectsUpdateCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;
  @Mixin private ProjectOptions terms;

  @Parameters(paramLabel = "PROJECT", description = ProjectLookup.DESCRIPTION)
  private String project;

  @Option(names = "--name", paramLabel = "NAME", description = "What it is called, for people.")
  private @Nullable String name;

  @Override
  public void run() {
    ObjectNode change = Json.object();
    if (name != null) {
      change.put("name", name);
    }
    terms.write(change);
    if (change.isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE, "nothing to change (expected: an option such as --budget)");
    }
    try (Administration administration = place.open()) {
      String id = ProjectLookup.id(administration, project);
      JsonNode changed = administration.patch(ApiPath.of("/projects/{}", id), change);
      output.print(
          changed, "Project %s (%s) is changed.".formatted(id, changed.path("name").asText()));
    }
  }
}

package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets the keys of an archived project work again. */
@Command(name = "restore", description = "Let the keys of an archived project work again.")
final class ProjectsRestoreCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "PROJECT", description = ProjectLookup.DESCRIPTION)
  private String project;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      String id = ProjectLookup.id(administration, project);
      JsonNode changed = administration.post(ApiPath.of("/projects/{}/restore", id));
      output.print(
          changed, "Project %s (%s) is in use again.".formatted(id, changed.path("name").asText()));
    }
  }
}

package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets no key of a project work, until it is restored. */
@Command(name = "archive", description = "Let no key of a project work, until it is restored.")
final class ProjectsArchiveCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "PROJECT", description = ProjectLookup.DESCRIPTION)
  private String project;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      String id = ProjectLookup.id(administration, project);
      JsonNode changed = administration.post(ApiPath.of("/projects/{}/archive", id));
      output.print(
          changed,
          "Project %s (%s) is archived: none of its keys works now."
              .formatted(id, changed.path("name").asText()));
    }
  }
}

package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one project. */
@Command(
    name = "show",
    description = "Show what the keys of one project may do together, and what they have used.")
final class ProjectsShowCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "PROJECT", description = ProjectLookup.DESCRIPTION)
  private String project;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      ObjectNode shown = ProjectLookup.find(administration, project);
      shown.set(
          "spending",
          administration.get(ApiPath.of("/projects/{}/spending", shown.path("id").asText())));
      output.properties(shown);
    }
  }
}

package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the project that a user means: by its id, or by its name where that is enough. */
final class ProjectLookup {

  static final String DESCRIPTION =
      "The project's id, or its name if no other that is in use has it.";

  private static final Pattern ID = Pattern.compile("proj_[0-9a-f]{16}");

  private ProjectLookup() {}

  /**
   * The project of this id, or the only one of this name.
   *
   * @throws CommandFailure when there is none, or the name is that of several
   */
  static ObjectNode find(Administration administration, String idOrName) {
    return ID.matcher(idOrName).matches()
        ? (ObjectNode) administration.get(ApiPath.of("/projects/{}", idOrName))
        : named(administration.list("/projects"), idOrName);
  }

  /** The id of that project. */
  static String id(Administration administration, String idOrName) {
    return ID.matcher(idOrName).matches()
        ? idOrName
        : find(administration, idOrName).path("id").asText();
  }

  private static ObjectNode named(List<ObjectNode> projects, String name) {
    List<ObjectNode> all =
        projects.stream().filter(project -> project.path("name").asText().equals(name)).toList();
    List<ObjectNode> inUse =
        all.stream().filter(project -> project.path("archived_at").isNull()).toList();
    List<ObjectNode> found = inUse.isEmpty() ? all : inUse;
    if (found.isEmpty()) {
      throw CommandFailure.notFound("there is no project with the id or name " + name);
    }
    if (found.size() > 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "several projects have the name "
              + name
              + " (expected: an id, one of "
              + String.join(
                  ", ", found.stream().map(project -> project.path("id").asText()).toList())
              + ")");
    }
    return found.get(0);
  }
}

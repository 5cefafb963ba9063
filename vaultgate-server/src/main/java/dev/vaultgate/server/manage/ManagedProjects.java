package dev.vaultgate.server.manage;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.PermissionException;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.Projects;
import dev.vaultgate.router.user.MemberStore;
import dev.vaultgate.router.user.ProjectRole;

/** The projects of a path, as far as whoever calls may see them, and manage them. */
final class ManagedProjects {

  private final Projects projects;
  private final MemberStore members;

  ManagedProjects(Projects projects, MemberStore members) {
    this.projects = projects;
    this.members = members;
  }

  /**
   * The project that a path names.
   *
   * @throws InvalidRequestException when there is none, for the caller
   */
  Project find(Call call) {
    return projects
        .find(call.path("id"), call.identity().viewer())
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    404,
                    "not_found",
                    "There is no project with the id " + call.path("id") + ".",
                    "id"));
  }

  /**
   * The same, if the caller may say who belongs to it and what it may do.
   *
   * @throws PermissionException when he may not
   */
  Project managed(Call call) {
    Project project = find(call);
    Identity caller = call.identity();
    boolean mayManage =
        caller.role() == Identity.Role.ADMIN
            || project.account().id() == caller.user().account().id()
            || members
                .role(project.id(), caller.user().id())
                .filter(role -> role == ProjectRole.MANAGER)
                .isPresent();
    if (!mayManage) {
      throw new PermissionException("forbidden", "This is for the managers of the project.");
    }
    return project;
  }
}

package dev.vaultgate.router.store;

import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.ProjectStore;
import dev.vaultgate.router.account.ProjectTerms;
import dev.vaultgate.router.account.Viewer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Projects in a map, guarded by this object's monitor. */
final class InMemoryProjects implements ProjectStore {

  private final Map<String, Project> projects = new LinkedHashMap<>();
  private final InMemoryMembers members;

  InMemoryProjects(InMemoryMembers members) {
    this.members = members;
  }

  @Override
  public synchronized void add(Project project) {
    projects.put(project.id(), project);
  }

  @Override
  public synchronized Optional<Project> find(String id, @Nullable Viewer viewer) {
    return Optional.ofNullable(projects.get(id)).filter(project -> sees(viewer, project));
  }

  @Override
  public synchronized List<Project> projects(@Nullable Viewer viewer) {
    return projects.values().stream().filter(project -> sees(viewer, project)).toList();
  }

  private boolean sees(@Nullable Viewer viewer, Project project) {
    return viewer == null
        || project.account().id() == viewer.accountId()
        || members.role(project.id(), viewer.userId()).isPresent();
  }

  @Override
  public boolean update(String id, String name, ProjectTerms terms) {
    return change(
        id,
        project ->
            new Project(
                id, project.account(), name, terms, project.createdAt(), project.archivedAt()));
  }

  @Override
  public boolean archive(String id, @Nullable Instant at) {
    return change(
        id,
        project ->
            new Project(
                id, project.account(), project.name(), project.terms(), project.createdAt(), at));
  }

  private synchronized boolean change(String id, UnaryOperator<Project> change) {
    return projects.computeIfPresent(id, (i, project) -> change.apply(project)) != null;
  }

  /** Nobody else has this memory. */
  @Override
  public List<String> changedElsewhere() {
    return List.of();
  }
}

package dev.vaultgate.router.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where projects are kept; promises what {@link KeyStore} does. */
public interface ProjectStore {

  void add(Project project);

  default Optional<Project> find(String id) {
    return find(id, null);
  }

  /**
   * The project of an id.
   *
   * @param viewer who may see it, or null for everybody's
   */
  Optional<Project> find(String id, @Nullable Viewer viewer);

  /**
   * Projects, oldest first, archived ones among them.
   *
   * @param viewer who may see them, or null for everybody's
   */
  List<Project> projects(@Nullable Viewer viewer);

  /** Gives a project another name and other terms; false when there is none of this id. */
  boolean update(String id, String name, ProjectTerms terms);

  /**
   * Archives a project, or takes it back; false when there is none of this id.
   *
   * @param at since when it is archived, or null
   */
  boolean archive(String id, @Nullable Instant at);

  /** The ids of projects whose stored data was changed by somebody else than this program. */
  List<String> changedElsewhere();
}

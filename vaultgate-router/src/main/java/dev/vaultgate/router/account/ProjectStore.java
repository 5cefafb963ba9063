package dev.vaultgate.router.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where projects are kept; promises what {@link KeyStore} does. */
public interface ProjectStore {

  void add(Project project);

  Optional<Project> find(String id);

  /**
   * Projects, oldest first, archived ones among them.
   *
   * @param account whose, or null for everybody's
   */
  List<Project> projects(@Nullable Long account);

  /** Gives a project another name and other terms; false when there is none of this id. */
  boolean update(String id, String name, ProjectTerms terms);

  /**
   * Archives a project, or takes it back; false when there is none of this id.
   *
   * @param at since when it is archived, or null
   */
  boolean archive(String id, @Nullable Instant at);
}

package dev.vaultgate.router.user;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where the members of projects are kept, beside the users whose account a project is. Safe for
 * many threads; it promises and fails as {@link UserStore}.
 */
public interface MemberStore {

  /** Makes a user a member, or gives one another role. */
  void put(String projectId, String userId, ProjectRole role, Instant since);

  /** Makes a user one no longer; false when he is none. */
  boolean remove(String projectId, String userId);

  /** The members of a project, since when they are. */
  List<ProjectMember> of(String projectId);

  /** What a user may do in a project that he is a member of. */
  Optional<ProjectRole> role(String projectId, String userId);
}

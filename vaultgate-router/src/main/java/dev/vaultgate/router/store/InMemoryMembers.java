package dev.vaultgate.router.store;

import dev.vaultgate.router.user.MemberStore;
import dev.vaultgate.router.user.ProjectMember;
import dev.vaultgate.router.user.ProjectRole;
import dev.vaultgate.router.user.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Members in a map, guarded by this object's monitor. */
final class InMemoryMembers implements MemberStore {

  private final Map<Membership, Place> members = new LinkedHashMap<>();
  private volatile Function<String, Optional<User>> users = id -> Optional.empty();

  private record Membership(String projectId, String userId) {}

  private record Place(ProjectRole role, Instant since) {}

  /** Says how users are found by their ids. */
  void users(Function<String, Optional<User>> users) {
    this.users = users;
  }

  @Override
  public synchronized void put(String projectId, String userId, ProjectRole role, Instant since) {
    members.merge(
        new Membership(projectId, userId),
        new Place(role, since),
        (before, now) -> new Place(role, before.since()));
  }

  @Override
  public synchronized boolean remove(String projectId, String userId) {
    return members.remove(new Membership(projectId, userId)) != null;
  }

  @Override
  public List<ProjectMember> of(String projectId) {
    List<ProjectMember> found = new ArrayList<>();
    copy()
        .forEach(
            (membership, place) -> {
              if (membership.projectId().equals(projectId)) {
                users
                    .apply(membership.userId())
                    .map(user -> new ProjectMember(user, place.role(), place.since()))
                    .ifPresent(found::add);
              }
            });
    found.sort(Comparator.comparing(ProjectMember::since));
    return found;
  }

  /** Users are asked without the monitor, since theirs may be held when members are asked. */
  private synchronized Map<Membership, Place> copy() {
    return new LinkedHashMap<>(members);
  }

  @Override
  public synchronized Optional<ProjectRole> role(String projectId, String userId) {
    return Optional.ofNullable(members.get(new Membership(projectId, userId))).map(Place::role);
  }
}

package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.Keys;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.Projects;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.Email;
import dev.vaultgate.router.user.MemberStore;
import dev.vaultgate.router.user.ProjectMember;
import dev.vaultgate.router.user.ProjectRole;
import dev.vaultgate.router.user.User;
import dev.vaultgate.router.user.Users;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Says who may make keys of a project beside the user whose account it is. He, its managers and
 * administrators say so.
 */
public final class MemberOperations implements Topic {

  private static final String ROLES = "manager or member";

  private final ManagedProjects managed;
  private final Keys keys;
  private final Users users;
  private final MemberStore members;
  private final SystemTime time;

  public MemberOperations(
      Projects projects, Keys keys, Users users, MemberStore members, SystemTime time) {
    this.managed = new ManagedProjects(projects, members);
    this.keys = keys;
    this.users = users;
    this.members = members;
    this.time = time;
  }

  @Override
  public String name() {
    return "members";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/projects/{id}/members", Access.USER)
            .named("listMembers", "Who may make keys of a project, since when.")
            .gives("Member[]")
            .by(call -> Answer.list(members.of(managed.find(call).id()), MemberOperations::write)),
        Operation.put("/projects/{id}/members/{user}", Access.USER)
            .named("putMember", "Make a user a member of a project, or give one another role.")
            .takes("MemberSpec")
            .gives("Member")
            .by(this::put),
        Operation.delete("/projects/{id}/members/{user}", Access.USER)
            .named("removeMember", "End a membership, and the keys that came of it.")
            .gives("MemberRemoved")
            .by(this::remove));
  }

  private Answer put(Call call) {
    Project project = managed.managed(call);
    JsonMembers body = call.body();
    String role = body.text("role");
    body.end();
    User user = user(call).orElseThrow(() -> noSuchUser(call));
    ProjectRole wanted =
        role == null
            ? ProjectRole.MEMBER
            : JsonMembers.parsed("role", role, ROLES, ProjectRole::parse);
    members.put(project.id(), user.id(), wanted, time.now().truncatedTo(ChronoUnit.MILLIS));
    ObjectNode json = write(member(project, user));
    call.note().after(json);
    return Answer.of(json);
  }

  /** By his id, or by his address, which is what colleagues know of each other. */
  private Optional<User> user(Call call) {
    String text = call.path("user");
    return text.contains("@") ? users.findByEmail(new Email(text)) : users.find(text);
  }

  private ProjectMember member(Project project, User user) {
    return members.of(project.id()).stream()
        .filter(member -> member.user().id().equals(user.id()))
        .findFirst()
        .orElseThrow();
  }

  /** Whoever is a member no longer has the secrets of his keys still, so they end. */
  private Answer remove(Call call) {
    Project project = managed.managed(call);
    String user = user(call).map(User::id).orElseThrow(() -> noSuchUser(call));
    if (!members.remove(project.id(), user)) {
      throw noSuchUser(call);
    }
    int ended = 0;
    for (ApiKey key : keys.list()) {
      Project of = key.project();
      if (of != null && of.id().equals(project.id()) && user.equals(key.madeBy())) {
        ended += keys.revoke(key.id()) ? 1 : 0;
      }
    }
    return Answer.of(Json.object().put("removed", true).put("keys_revoked", ended));
  }

  private static ObjectNode write(ProjectMember member) {
    return Json.object()
        .put("user_id", member.user().id())
        .put("email", member.user().email().text())
        .put("name", member.user().name())
        .put("role", member.role().word())
        .put("since", member.since().toString());
  }

  private static InvalidRequestException noSuchUser(Call call) {
    return new InvalidRequestException(
        404, "not_found", "There is no such user: " + call.path("user") + ".", "user");
  }
}

package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.Role;
import dev.vaultgate.router.user.SecretToken;
import dev.vaultgate.router.user.Sessions;
import dev.vaultgate.router.user.User;
import dev.vaultgate.router.user.UserPage;
import dev.vaultgate.router.user.UserQuery;
import dev.vaultgate.router.user.UserSpec;
import dev.vaultgate.router.user.UserState;
import dev.vaultgate.router.user.UserStore;
import dev.vaultgate.router.user.Users;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes, shows, changes and disables users. */
public final class UserOperations implements Topic {

  private static final int USERS_USUAL = 100;

  private final Users users;
  private final Sessions sessions;
  private final SystemTime time;

  public UserOperations(Users users, Sessions sessions, SystemTime time) {
    this.users = users;
    this.sessions = sessions;
    this.time = time;
  }

  @Override
  public String name() {
    return "users";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/users", Access.ADMIN)
            .named("listUsers", "The users that fit every parameter, newest first.")
            .query("text", "string", "Only those whose address or name holds this.")
            .query("role", "string", "Only those of this role: owner, admin or member.")
            .query("state", "string", "Only those who are active, disabled or invited.")
            .query("limit", "integer", "How many, 1 to " + UserStore.PAGE_MAX + ".")
            .query("page", "string", "Where the page begins: what the one before called next.")
            .gives("User[]")
            .by(this::list),
        Operation.post("/users", Access.ADMIN)
            .named("createUser", "Make a user; a password that is not given is made and told once.")
            .takes("UserSpec")
            .gives("NewUser")
            .by(this::create),
        Operation.post("/users/invitations", Access.ADMIN)
            .named("inviteUser", "Make a user who chooses a password by a link.")
            .takes("InvitationSpec")
            .gives("Link")
            .by(this::invite),
        Operation.get("/users/{id}", Access.ADMIN)
            .named("showUser", "One user.")
            .gives("User")
            .by(call -> Answer.of(UserJson.write(find(call)))),
        Operation.patch("/users/{id}", Access.ADMIN)
            .named("changeUser", "Change a user's name or role.")
            .takes("UserChange")
            .gives("User")
            .by(this::change),
        Operation.post("/users/{id}/disable", Access.ADMIN)
            .named("disableUser", "End a user's logins, and let him and his keys in no longer.")
            .gives("User")
            .by(call -> changed(call, users.disable(by(call), call.path("id")))),
        Operation.post("/users/{id}/enable", Access.ADMIN)
            .named("enableUser", "Let a disabled user and his keys in again.")
            .gives("User")
            .by(call -> changed(call, users.enable(by(call), call.path("id")))),
        Operation.post("/users/{id}/password", Access.ADMIN)
            .named("setUserPassword", "Give a user a password, which ends his logins.")
            .takes("PasswordSpec")
            .gives("NewUser")
            .by(this::setPassword),
        Operation.post("/users/{id}/link", Access.ADMIN)
            .named("linkUser", "Make a link by which a user chooses a password.")
            .gives("Link")
            .by(call -> Answer.created(write(users.link(by(call), call.path("id"))))),
        Operation.get("/users/{id}/logins", Access.ADMIN)
            .named("listUserLogins", "Where a user is signed in, newest first.")
            .gives("UserLogin[]")
            .by(call -> Answer.list(sessions.of(find(call)), UserJson::write)),
        Operation.delete("/users/{id}/logins", Access.ADMIN)
            .named("endUserLogins", "Sign a user out everywhere.")
            .gives("UserLoginsEnded")
            .by(this::endLogins));
  }

  private Answer list(Call call) {
    Query query = call.query();
    UserQuery wanted =
        new UserQuery(
            query.text("text"),
            query.parsed("role", UserJson.ROLES, Role::parse).orElse(null),
            query.parsed("state", "active, disabled or invited", UserState::parse).orElse(null));
    int limit = query.integer("limit", USERS_USUAL, 1, UserStore.PAGE_MAX);
    UserPage page = users.page(wanted, limit, query.page("page"));
    return Answer.page(page.users(), UserJson::write, page.next());
  }

  private Answer create(Call call) {
    JsonMembers members = call.body();
    UserSpec spec = UserJson.readSpec(members);
    String given = members.text("password");
    members.end();
    String password = given == null ? newPassword() : given;
    User user = users.create(by(call), spec, password);
    call.note().of(user.id()).after(UserJson.write(user));
    return Answer.created(withPassword(user, given == null ? password : null));
  }

  private Answer invite(Call call) {
    JsonMembers members = call.body();
    UserSpec spec = UserJson.readSpec(members);
    members.end();
    Users.Invited invited = users.invite(by(call), spec);
    call.note().of(invited.user().id()).after(UserJson.write(invited.user()));
    return Answer.created(write(invited));
  }

  private Answer change(Call call) {
    JsonMembers members = call.body();
    String name = members.text("name");
    String role = members.text("role");
    members.end();
    call.note().before(UserJson.write(find(call)));
    Role wanted = role == null ? null : UserJson.role(role);
    return changed(call, users.update(by(call), call.path("id"), name, wanted));
  }

  private Answer setPassword(Call call) {
    JsonMembers members = call.body();
    String given = members.text("password");
    members.end();
    String password = given == null ? newPassword() : given;
    User user = users.setPassword(by(call), call.path("id"), password);
    return Answer.of(withPassword(user, given == null ? password : null));
  }

  private Answer endLogins(Call call) {
    User user = find(call);
    users.requireReach(by(call), user);
    return Answer.of(Json.object().put("ended", sessions.endAll(user)));
  }

  private static Answer changed(Call call, User user) {
    ObjectNode json = UserJson.write(user);
    call.note().after(json);
    return Answer.of(json);
  }

  private User find(Call call) {
    String id = call.path("id");
    return users
        .find(id)
        .orElseThrow(
            () ->
                new InvalidRequestException(
                    404, "not_found", "There is no user with the id " + id + ".", "id"));
  }

  private static Role by(Call call) {
    return call.identity().managesAs();
  }

  private String newPassword() {
    return SecretToken.create(time).reveal();
  }

  private static ObjectNode withPassword(User user, @Nullable String password) {
    ObjectNode json = UserJson.write(user);
    return password == null ? json : json.put("password", password);
  }

  /** The path of the link; who asks knows where the server is. */
  private static ObjectNode write(Users.Invited invited) {
    ObjectNode json = Json.object();
    json.set("user", UserJson.write(invited.user()));
    return json.put("link", "/join#token=" + invited.token().reveal())
        .put("expires_at", invited.expiresAt().toString());
  }
}

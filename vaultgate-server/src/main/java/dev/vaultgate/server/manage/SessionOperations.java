package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.PermissionException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.Email;
import dev.vaultgate.router.user.Logins;
import dev.vaultgate.router.user.SecretToken;
import dev.vaultgate.router.user.Session;
import dev.vaultgate.router.user.SessionStore.SignedIn;
import dev.vaultgate.router.user.Sessions;
import dev.vaultgate.router.user.Tries;
import dev.vaultgate.router.user.User;
import dev.vaultgate.router.user.Users;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lets users in and out at a browser: by password, by registration, by a link, by the set-up. */
public final class SessionOperations implements Topic {

  private static final String SET_COOKIE = "Set-Cookie";

  /** Each costs the work of a hash, and may make a user. */
  private static final int ARRIVALS_MAX = 20;

  private static final Duration ARRIVALS_WINDOW = Duration.ofMinutes(15);

  private final Users users;
  private final Sessions sessions;
  private final Logins logins;
  private final SetUp setUp;
  private final boolean ownerFirst;
  private final Tries arrivals;

  /**
   * @param ownerFirst whether nobody registers before the gateway has been set up
   */
  public SessionOperations(
      Users users,
      Sessions sessions,
      Logins logins,
      SetUp setUp,
      boolean ownerFirst,
      SystemTime time) {
    this.users = users;
    this.sessions = sessions;
    this.logins = logins;
    this.setUp = setUp;
    this.ownerFirst = ownerFirst;
    this.arrivals = new Tries(ARRIVALS_MAX, ARRIVALS_WINDOW, time);
  }

  @Override
  public String name() {
    return "session";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/session", Access.PUBLIC)
            .named("session", "Who is signed in, and what his pages send with each change.")
            .gives("Session")
            .by(this::show),
        Operation.post("/login", Access.PUBLIC)
            .named("login", "Sign in.")
            .takes("Credentials")
            .gives("Session")
            .by(this::login),
        Operation.post("/logout", Access.USER)
            .named("logout", "Sign out.")
            .gives("LoginsEnded")
            .by(this::logout),
        Operation.post("/setup", Access.PUBLIC)
            .named("setUp", "Make the first owner, by the link that the server told at its start.")
            .takes("SetUp")
            .gives("Session")
            .by(this::setUp),
        Operation.post("/register", Access.PUBLIC)
            .named("register", "Become a user, where registration is open.")
            .takes("Registration")
            .gives("Session")
            .by(this::register),
        Operation.post("/join", Access.PUBLIC)
            .named("join", "Choose a password, by a link of an administrator.")
            .takes("Acceptance")
            .gives("Session")
            .by(this::accept),
        Operation.post("/password", Access.USER)
            .named("changePassword", "Change the own password, which ends all other logins.")
            .takes("PasswordChange")
            .gives("Session")
            .by(this::changePassword),
        Operation.get("/logins", Access.USER)
            .named("listLogins", "Where the user is signed in, newest first.")
            .gives("Login[]")
            .by(this::listLogins),
        Operation.delete("/logins", Access.USER)
            .named("endOtherLogins", "Sign out everywhere but here.")
            .gives("LoginsEnded")
            .by(this::endOthers),
        Operation.delete("/logins/{id}", Access.USER)
            .named("endLogin", "Sign out somewhere.")
            .gives("LoginsEnded")
            .by(this::end));
  }

  private Answer show(Call call) {
    SignedIn login = call.identity().login();
    SecretToken token = login == null ? null : LoginCookie.read(call.request()).orElse(null);
    return Answer.of(
        write(login == null ? null : login.user(), login == null ? null : login.session(), token));
  }

  private Answer login(Call call) {
    JsonMembers members = call.body();
    String email = members.requiredText("email");
    String password = members.requiredText("password");
    members.end();
    return begun(call, logins.login(email, password, call.address(), agent(call)));
  }

  private Answer setUp(Call call) {
    arrivals.count(call.address());
    JsonMembers members = call.body();
    SecretToken token = SecretToken.of(members.requiredText("token"));
    Email email = new Email(members.requiredText("email"));
    String name = members.text("name");
    String password = members.requiredText("password");
    members.end();
    return signedIn(call, setUp.complete(token, email, name, password));
  }

  private Answer register(Call call) {
    if (ownerFirst && !setUp.isDone()) {
      throw new PermissionException("forbidden", "The gateway has not been set up yet.");
    }
    arrivals.count(call.address());
    JsonMembers members = call.body();
    Email email = new Email(members.requiredText("email"));
    String name = members.text("name");
    String password = members.requiredText("password");
    members.end();
    return signedIn(call, users.register(email, name, password));
  }

  private Answer accept(Call call) {
    arrivals.count(call.address());
    JsonMembers members = call.body();
    SecretToken token = SecretToken.of(members.requiredText("token"));
    String password = members.requiredText("password");
    members.end();
    return signedIn(call, users.accept(token, password));
  }

  private Answer changePassword(Call call) {
    User user = call.identity().user();
    JsonMembers members = call.body();
    String now = members.requiredText("current_password");
    String wanted = members.requiredText("password");
    members.end();
    logins.changePassword(user, now, wanted, call.address());
    return signedIn(call, user);
  }

  private Answer signedIn(Call call, User user) {
    return begun(call, logins.begin(user, call.address(), agent(call)));
  }

  private Answer begun(Call call, Sessions.Begun begun) {
    call.note().by(begun.user()).of(begun.user().id());
    return Answer.of(write(begun.user(), begun.session(), begun.token()))
        .with(SET_COOKIE, LoginCookie.set(call.header("Host"), begun.token()));
  }

  private Answer logout(Call call) {
    SignedIn login = call.identity().signedIn();
    boolean ended = sessions.end(login.user(), login.session().id());
    return ended(ended ? 1 : 0).with(SET_COOKIE, LoginCookie.clear(call.header("Host")));
  }

  private Answer listLogins(Call call) {
    SignedIn login = call.identity().signedIn();
    return Answer.list(
        sessions.of(login.user()),
        session ->
            UserJson.write(session).put("current", session.id().equals(login.session().id())));
  }

  private Answer endOthers(Call call) {
    SignedIn login = call.identity().signedIn();
    return ended(sessions.endOthers(login.user(), login.session()));
  }

  private Answer end(Call call) {
    String id = call.path("id");
    if (!sessions.end(call.identity().user(), id)) {
      throw new InvalidRequestException(
          404, "not_found", "There is no login with the id " + id + ".", "id");
    }
    return ended(1);
  }

  private static Answer.Whole ended(int logins) {
    return Answer.of(Json.object().put("ended", logins));
  }

  private static String agent(Call call) {
    String agent = call.header("User-Agent");
    return agent == null ? "" : agent;
  }

  private ObjectNode write(
      @Nullable User user, @Nullable Session session, @Nullable SecretToken token) {
    ObjectNode json = Json.object();
    json.set("user", user == null ? null : UserJson.write(user));
    return json.put("csrf_token", token == null ? null : OwnPages.token(token))
        .put("ends_at", session == null ? null : session.endsAt().toString())
        .put("registration", users.registration().word())
        .put("needs_setup", !setUp.isDone());
  }
}

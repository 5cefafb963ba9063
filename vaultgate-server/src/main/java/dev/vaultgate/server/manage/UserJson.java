package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.user.Email;
import dev.vaultgate.router.user.Role;
import dev.vaultgate.router.user.Session;
import dev.vaultgate.router.user.User;
import dev.vaultgate.router.user.UserSpec;

/** Users and their logins as JSON, and what new users shall be. */
final class UserJson {

  static final String ROLES = "owner, admin or member";

  private UserJson() {}

  static ObjectNode write(User user) {
    return Json.object()
        .put("id", user.id())
        .put("email", user.email().text())
        .put("name", user.name())
        .put("role", user.role().word())
        .put("state", user.state().word())
        .put("account", user.account().name())
        .put("unlimited", user.account().unlimited())
        .put("created_at", user.createdAt().toString())
        .put("last_login_at", user.lastLoginAt() == null ? null : user.lastLoginAt().toString());
  }

  static ObjectNode write(Session login) {
    return Json.object()
        .put("id", login.id())
        .put("created_at", login.createdAt().toString())
        .put("seen_at", login.seenAt().toString())
        .put("ends_at", login.endsAt().toString())
        .put("address", login.address())
        .put("agent", login.agent());
  }

  /** What an administrator says of a new user. */
  static UserSpec readSpec(JsonMembers members) {
    String role = members.text("role");
    UserSpec spec =
        UserSpec.member(new Email(members.requiredText("email")), members.text("name"))
            .account(members.text("account"), members.flag("unlimited", false));
    return role == null ? spec : spec.role(role(role));
  }

  static Role role(String word) {
    return JsonMembers.parsed("role", word, ROLES, Role::parse);
  }
}

package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.user.Role;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is said of a new user. A mixin. */
final class UserOptions {

  @Option(
      names = "--email",
      required = true,
      paramLabel = "ADDRESS",
      description = "What he signs in with.")
  private String email;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "For people (else the first part of the address).")
  private @Nullable String name;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = "member",
      description = "owner, admin or member (else ${DEFAULT-VALUE}).")
  private Role role;

  @Option(
      names = "--account",
      paramLabel = "ACCOUNT",
      description = "The account that shall be his (else one that is called after the address).")
  private @Nullable String account;

  @Option(
      names = "--unlimited",
      description = "If the account is new, make it one that needs no credit.")
  private boolean unlimited;

  /** The body of a request for one. */
  ObjectNode body() {
    return Json.object()
        .put("email", email)
        .put("name", name)
        .put("role", role.word())
        .put("account", account)
        .put("unlimited", unlimited);
  }
}

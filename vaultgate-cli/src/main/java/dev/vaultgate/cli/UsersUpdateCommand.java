package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.user.Role;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes a user. */
@Command(
    name = "update",
    description = "Change a user's name or role, from his next request on.",
    footer = {"", "For example: vaultgate users update ada@example.com --role admin"})
final class UsersUpdateCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "USER", description = UserLookup.DESCRIPTION)
  private String user;

  @Option(names = "--name", paramLabel = "NAME", description = "For people.")
  private @Nullable String name;

  @Option(names = "--role", paramLabel = "ROLE", description = "owner, admin or member.")
  private @Nullable Role role;

  @Override
  public void run() {
    if (name == null && role == null) {
      throw new CommandFailure(ExitCode.USAGE, "nothing to change (expected: --name or --role)");
    }
    ObjectNode change = Json.object();
    change.put("name", name).put("role", role == null ? null : role.word());
    try (Administration administration = place.open()) {
      String id = UserLookup.id(administration, user);
      JsonNode changed = administration.patch(ApiPath.of("/users/{}", id), change);
      output.print(
          changed, "User %s (%s) is changed.".formatted(id, changed.path("email").asText()));
    }
  }
}

package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.user.Role;
import dev.vaultgate.router.user.UserState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists users. */
@Command(name = "list", description = "List users, newest first.")
final class UsersListCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;
  @Mixin private LastOption last;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "Only those whose address or name holds this.")
  private @Nullable String text;

  @Option(names = "--role", paramLabel = "ROLE", description = "Only owner, admin or member.")
  private @Nullable Role role;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only those who are active, disabled or invited.")
  private @Nullable UserState state;

  @Override
  public void run() {
    ArrayNode tree = Json.mapper().createArrayNode();
    Table table = Table.of("ID", "EMAIL", "NAME", "ROLE", "ACCOUNT", "LAST LOGIN", "STATE");
    ApiPath path =
        ApiPath.with("/users")
            .query("text", text)
            .query("role", role == null ? null : role.word())
            .query("state", state == null ? null : state.word())
            .query("limit", last.count());
    try (Administration administration = place.open()) {
      for (ObjectNode user : administration.list(path.toString())) {
        tree.add(user);
        table.row(
            user.path("id").asText(),
            user.path("email").asText(),
            user.path("name").asText(),
            user.path("role").asText(),
            user.path("account").asText(),
            Times.seconds(user.path("last_login_at")),
            user.path("state").asText());
      }
    }
    output.table(tree, table, "There is no such user. Make one with: users create --email ADDRESS");
  }
}

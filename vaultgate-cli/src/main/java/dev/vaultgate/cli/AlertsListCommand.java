package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists alerts. */
@Command(name = "list", description = "List the operator's alerts, or an account's, newest first.")
final class AlertsListCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;
  @Mixin private LastOption last;

  @Option(names = "--account", paramLabel = "ACCOUNT", description = "Those of this account.")
  private @Nullable String account;

  @Option(names = "--all", description = "Everybody's.")
  private boolean all;

  @Option(names = "--unread", description = "Only those that nobody has read.")
  private boolean unread;

  @Override
  public void run() {
    ArrayNode tree = Json.mapper().createArrayNode();
    Table table = Table.of("ID", "AT", "KIND", "TEXT", "READ");
    ApiPath path =
        ApiPath.with("/alerts")
            .query("account", account)
            .query("all", all ? true : null)
            .query("unread", unread ? true : null)
            .query("limit", last.count());
    try (Administration administration = place.open()) {
      for (ObjectNode alert : administration.list(path.toString())) {
        tree.add(alert);
        table.row(
            alert.path("id").asText(),
            Times.seconds(alert.path("at")),
            alert.path("kind").asText(),
            alert.path("text").asText(),
            Times.seconds(alert.path("read_at")));
      }
    }
    output.table(tree, table, unread ? "There is no unread alert." : "There is no alert.");
  }
}

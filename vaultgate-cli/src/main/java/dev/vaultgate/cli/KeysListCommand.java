package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists keys. */
@Command(name = "list", description = "List all keys, oldest first.")
final class KeysListCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Option(
      names = {"--user", "--account"},
      paramLabel = "ACCOUNT",
      description = "Only keys of this account.")
  private @Nullable String account;

  @Override
  public void run() {
    ArrayNode tree = Json.mapper().createArrayNode();
    Table table = Table.of("ID", "NAME", "KEY", "ACCOUNT", "RPM", "CREATED", "STATE");
    try (Administration administration = place.open()) {
      for (ObjectNode key : administration.list("/keys")) {
        if (account == null || account.equals(key.path("account").asText())) {
          int requests = key.path("requests_per_minute").asInt();
          tree.add(key);
          table.row(
              key.path("id").asText(),
              key.path("name").asText(),
              key.path("masked").asText(),
              key.path("account").asText(),
              requests == 0 ? "" : requests,
              Times.seconds(key.path("created_at")),
              key.path("state").asText());
        }
      }
    }
    output.table(tree, table, "There is no key. Make one with: keys create --name NAME");
  }
}

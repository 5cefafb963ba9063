package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.server.admin.Administration;
import dev.vaultgate.server.admin.KeyJson;
import dev.vaultgate.server.admin.KeyView;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
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
      for (KeyView key : administration.keys()) {
        if (account == null || account.equals(key.account())) {
          tree.add(KeyJson.write(key));
          table.row(
              key.id(),
              key.name(),
              key.masked(),
              key.account(),
              key.terms().requestsPerMinute() == 0 ? "" : key.terms().requestsPerMinute(),
              key.createdAt().truncatedTo(ChronoUnit.SECONDS),
              key.state().name().toLowerCase(Locale.ROOT));
        }
      }
    }
    output.table(tree, table, "There is no key. Make one with: keys create --name NAME");
  }
}

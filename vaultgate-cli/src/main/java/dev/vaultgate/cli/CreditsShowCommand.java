package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows balances. */
@Command(name = "show", description = "Show the credit of all accounts, or of one.")
final class CreditsShowCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(arity = "0..1", paramLabel = "ACCOUNT", description = "Only this account.")
  private @Nullable String name;

  @Override
  public void run() {
    ArrayNode tree = Json.mapper().createArrayNode();
    Table table = Table.of("ACCOUNT", "AVAILABLE", "HELD", "USED");
    try (Administration administration = place.open()) {
      for (ObjectNode account : wanted(administration.list("/credits"))) {
        tree.add(account);
        table.row(
            account.path("account").asText(),
            account.path("unlimited").asBoolean()
                ? "unlimited"
                : Amounts.of(account.path("available")),
            Amounts.of(account.path("held")),
            Amounts.of(account.path("used")));
      }
    }
    output.table(tree, table, "There is no account. A key brings its own: keys create --user NAME");
  }

  private List<ObjectNode> wanted(List<ObjectNode> accounts) {
    if (name == null) {
      return accounts;
    }
    List<ObjectNode> found =
        accounts.stream().filter(account -> account.path("account").asText().equals(name)).toList();
    if (found.isEmpty()) {
      throw CommandFailure.notFound("there is no account " + name);
    }
    return found;
  }
}

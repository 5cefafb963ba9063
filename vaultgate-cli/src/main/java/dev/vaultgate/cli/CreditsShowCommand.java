package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.server.admin.AccountView;
import dev.vaultgate.server.admin.Administration;
import dev.vaultgate.server.admin.CreditJson;
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
      for (AccountView account : wanted(administration.accounts())) {
        tree.add(CreditJson.write(account));
        table.row(
            account.name(),
            account.unlimited() ? "unlimited" : account.balance().available(),
            account.balance().held(),
            account.balance().used());
      }
    }
    output.table(tree, table, "There is no account. A key brings its own: keys create --user NAME");
  }

  private List<AccountView> wanted(List<AccountView> accounts) {
    if (name == null) {
      return accounts;
    }
    List<AccountView> found =
        accounts.stream().filter(account -> account.name().equals(name)).toList();
    if (found.isEmpty()) {
      throw CommandFailure.notFound("there is no account " + name);
    }
    return found;
  }
}

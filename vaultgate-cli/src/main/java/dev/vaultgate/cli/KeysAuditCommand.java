package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks for keys and projects that were changed in the store's file. */
@Command(
    name = "audit",
    description =
        "List keys and projects whose stored data was changed past VaultGate; the exit code is 1 if"
            + " there are any.",
    footer = {
      "",
      "Whoever may write to the store's file is an administrator in effect. This finds what",
      "was changed there by hand. Revoke such a key, and make another."
    })
final class KeysAuditCommand implements Callable<Integer> {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Override
  public Integer call() {
    ArrayNode tree = Json.mapper().createArrayNode();
    Table table = Table.of("KIND", "ID", "NAME");
    try (Administration administration = place.open()) {
      for (ObjectNode row : administration.list("/audit/rows")) {
        tree.add(row);
        table.row(row.path("kind").asText(), row.path("id").asText(), row.path("name").asText());
      }
      output.table(tree, table, "All keys and projects are as VaultGate has written them.");
      return (tree.isEmpty() ? ExitCode.OK : ExitCode.FAILED).number();
    }
  }
}

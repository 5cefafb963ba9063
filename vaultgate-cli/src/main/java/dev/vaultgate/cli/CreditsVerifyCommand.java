package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Recomputes all balances. */
@Command(
    name = "verify",
    description = "Recompute every balance from its transfers; the exit code is 1 if one is wrong.")
final class CreditsVerifyCommand implements Callable<Integer> {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Override
  public Integer call() {
    ArrayNode tree = Json.mapper().createArrayNode();
    Table table = Table.of("OWNER", "WHAT", "RECORDED", "COMPUTED");
    try (Administration administration = place.open()) {
      for (ObjectNode mismatch : administration.list("/credits/verification")) {
        tree.add(mismatch);
        table.row(
            mismatch.path("owner").asText(),
            mismatch.path("what").asText(),
            mismatch.path("recorded").asText(),
            mismatch.path("computed").asText());
      }
      output.table(tree, table, "All balances add up.");
      return (tree.isEmpty() ? ExitCode.OK : ExitCode.FAILED).number();
    }
  }
}

package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.server.admin.Administration;
import dev.vaultgate.server.admin.CreditJson;
import java.util.List;
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
      List<Ledger.Mismatch> mismatches = administration.verifyCredit();
      for (Ledger.Mismatch mismatch : mismatches) {
        tree.add(CreditJson.write(mismatch));
        table.row(mismatch.owner(), mismatch.what(), mismatch.recorded(), mismatch.computed());
      }
      output.table(tree, table, "All balances add up.");
      return (mismatches.isEmpty() ? ExitCode.OK : ExitCode.FAILED).number();
    }
  }
}

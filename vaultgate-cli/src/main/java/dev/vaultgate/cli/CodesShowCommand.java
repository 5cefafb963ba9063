package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows a code. */
@Command(name = "show", description = "Show a code, and who has redeemed it.")
final class CodesShowCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "ID", description = "The code's id, as codes list has it.")
  private String id;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      ObjectNode code = (ObjectNode) administration.get(ApiPath.of("/codes/{}", id));
      if (output.isJson()) {
        output.properties(code);
        return;
      }
      Table table = Table.of("REDEEMED BY", "AT");
      code.withArray("redemptions")
          .forEach(
              redemption ->
                  table.row(
                      redemption.path("account").asText(), Times.seconds(redemption.path("at"))));
      output.properties(code.deepCopy().without("redemptions"));
      output.table(code, table, "Nobody has redeemed it.");
    }
  }
}

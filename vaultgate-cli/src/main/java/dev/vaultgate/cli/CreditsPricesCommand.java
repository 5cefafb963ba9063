package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the prices that charges went by. */
@Command(
    name = "prices",
    description = "List the versions of prices that calls were charged by, the first used first.")
final class CreditsPricesCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Override
  public void run() {
    ArrayNode tree = Json.mapper().createArrayNode();
    Table table = Table.of("VERSION", "FIRST USED", "FROM", "AS OF", "PRICE", "SOURCE");
    try (Administration administration = place.open()) {
      for (ObjectNode version : administration.list("/credits/prices")) {
        tree.add(version);
        table.row(
            version.path("version").asText(),
            Times.seconds(version.path("first_used_at")),
            version.path("effective_from").asText(""),
            version.path("as_of").asText(""),
            price(version.path("price")),
            version.path("source").asText());
      }
    }
    output.table(tree, table, "No call has been charged yet.");
  }

  /** The plain rates; all of them are in the JSON. */
  private static String price(JsonNode price) {
    return price.has("input")
        ? price.path("input").asText() + " in, " + price.path("output").asText() + " out"
        : "by image";
  }
}

package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists codes. */
@Command(name = "list", description = "List codes, newest first.")
final class CodesListCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;
  @Mixin private LastOption last;

  @Option(names = "--batch", paramLabel = "N", description = "Only of this batch.")
  private @Nullable Long batch;

  @Override
  public void run() {
    ArrayNode tree = Json.mapper().createArrayNode();
    Table table = Table.of("ID", "BATCH", "CODE", "WORTH", "USED", "STATE", "EXPIRES", "NOTE");
    ApiPath path = ApiPath.with("/codes").query("batch", batch).query("limit", last.count());
    try (Administration administration = place.open()) {
      for (ObjectNode code : administration.list(path.toString())) {
        tree.add(code);
        table.row(
            code.path("id").asText(),
            code.path("batch").asText(),
            code.path("masked").asText(),
            Amounts.of(code.path("amount")),
            code.path("used").asInt() + " of " + code.path("uses").asInt(),
            code.path("state").asText(),
            Times.seconds(code.path("expires_at")),
            code.path("note").asText());
      }
    }
    output.table(tree, table, "There is no code. Make one with: codes create USD");
  }
}

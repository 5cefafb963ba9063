package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.server.config.PriceFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Computes what calls would have cost by other prices. */
@Command(
    name = "rerate",
    description = "Compute what past calls would have cost by other prices; nothing is changed.",
    footer = {
      "",
      "For example: vaultgate credits rerate --from 2026-07-01 --prices july.yaml",
      "where july.yaml has lines such as  gpt-4o-text: { input: 2.50, output: 10 }"
    })
final class CreditsRerateCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DATE",
      description = "Calls since then, such as 2026-07-01, in UTC.")
  private String from;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "Calls before then (else until now).")
  private @Nullable String until;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = {
        "Prices by model or by provider/model, in YAML or JSON, in dollars per million",
        "tokens; what it leaves out, and everything without it, by the present prices."
      })
  private @Nullable Path prices;

  @Override
  public void run() {
    ObjectNode asked = Json.object().put("from", Times.instant("--from", from).toString());
    if (until != null) {
      asked.put("until", Times.instant("--until", until).toString());
    }
    if (prices != null) {
      asked.set("prices", PriceFile.read(prices));
    }
    JsonNode answer;
    try (Administration administration = place.open()) {
      answer = administration.post("/credits/rerates", asked);
    }
    Table table = Table.of("MODEL", "CALLS", "COST", "WOULD BE", "DIFFERENCE", "NO PRICE");
    answer.path("models").forEach(line -> add(table, line.path("model").asText(), line));
    if (!table.isEmpty()) {
      add(table, "in all", answer.path("total"));
    }
    output.table(answer, table, "There is no call of that time.");
  }

  private static void add(Table table, String name, JsonNode line) {
    table.row(
        name,
        line.path("calls").asLong(),
        Amounts.of(line.path("cost")),
        Amounts.of(line.path("rerated")),
        Amounts.of(line.path("difference")),
        line.path("unpriced_calls").asLong());
  }
}

package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.router.usage.UsageLog;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists calls. */
@Command(
    name = "list",
    description = "List calls, newest first.",
    footer = {"", "For example: vaultgate usage list --since 24h --outcome failed"})
final class UsageListCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private UsageFilterOption filter;
  @Mixin private Output output;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many calls (else ${DEFAULT-VALUE}).")
  private int last;

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "Only requests whose id begins so, or of models whose name holds this.")
  private @Nullable String search;

  @Option(
      names = "--page",
      paramLabel = "NEXT",
      description = "Where to go on: what the answer before called next.")
  private @Nullable String page;

  @Override
  public void run() {
    if (last < 1 || last > UsageLog.PAGE_MAX) {
      throw CommandFailure.option("--last", last, "1 to " + UsageLog.PAGE_MAX);
    }
    JsonNode calls;
    try (Administration administration = place.open()) {
      calls =
          administration.get(
              filter
                  .addTo(ApiPath.with("/usage"), administration)
                  .query("limit", last)
                  .query("search", search)
                  .query("page", page)
                  .toString());
    }
    Table table =
        Table.of("TIME", "REQUEST", "MODEL", "ATTEMPTS", "OUTCOME", "IN", "OUT", "COST", "MS");
    calls.path("data").forEach(call -> table.row(UsageWords.cells(call)));
    output.table(calls, table, "There is no such call.");
    if (!output.isJson() && calls.has("next")) {
      output.note("there are more; go on with --page " + calls.path("next").asText());
    }
  }
}

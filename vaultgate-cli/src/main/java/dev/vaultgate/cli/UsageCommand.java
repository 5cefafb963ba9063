package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.router.usage.UsageLog;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What was used: the newest calls, and sums over all. */
@Command(name = "usage", description = "Show the newest calls and the sums of all.")
final class UsageCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Option(
      names = "--last",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many calls (else ${DEFAULT-VALUE}).")
  private int last;

  @Option(
      names = {"--user", "--account"},
      paramLabel = "ACCOUNT",
      description = "Only calls on the credit of this account.")
  private @Nullable String account;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Only calls of this key, by its id, or its name if no other in use has it.")
  private @Nullable String key;

  @Option(names = "--model", paramLabel = "NAME", description = "Only calls of this public model.")
  private @Nullable String model;

  @Override
  public void run() {
    if (last < 1 || last > UsageLog.PAGE_MAX) {
      throw CommandFailure.option("--last", last, "1 to " + UsageLog.PAGE_MAX);
    }
    JsonNode report;
    try (Administration administration = place.open()) {
      String id = key == null ? null : KeyLookup.id(administration, key);
      report =
          administration.get(
              ApiPath.with("/usage")
                  .query("limit", last)
                  .query("account", account)
                  .query("key_id", id)
                  .query("model", model)
                  .toString());
    }
    Table table =
        Table.of("TIME", "REQUEST", "MODEL", "ATTEMPTS", "OUTCOME", "IN", "OUT", "COST", "MS");
    report.path("calls").forEach(call -> add(table, call));
    output.table(report, table, "There is no call yet.");
    JsonNode totals = report.path("totals");
    long calls = totals.path("calls").asLong();
    if (!output.isJson() && calls > 0) {
      output
          .out()
          .printf(
              "%n%d %s in all, %d of them not whole; %d tokens in, %d out; %s%n",
              calls,
              calls == 1 ? "call" : "calls",
              totals.path("failed").asLong(),
              totals.path("prompt_tokens").asLong(),
              totals.path("completion_tokens").asLong(),
              Amounts.of(totals.path("cost")));
    }
  }

  private static void add(Table table, JsonNode call) {
    table.row(
        Times.seconds(call.path("started_at")),
        call.path("request_id").asText(),
        call.path("model").asText(),
        call.path("attempts").asText(),
        call.path("outcome").asText(),
        call.path("usage").path("prompt_tokens").asLong(),
        call.path("usage").path("completion_tokens").asLong(),
        Amounts.of(call.path("cost")),
        call.path("millis").asLong());
  }
}

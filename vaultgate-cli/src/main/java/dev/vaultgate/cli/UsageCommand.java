package dev.vaultgate.cli;

import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageQuery;
import dev.vaultgate.router.usage.UsageRecord;
import dev.vaultgate.server.admin.Administration;
import dev.vaultgate.server.admin.UsageReport;
import dev.vaultgate.server.admin.UsageReportJson;
import java.time.temporal.ChronoUnit;
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
    UsageReport report;
    try (Administration administration = place.open()) {
      String id = key == null ? null : KeyLookup.find(administration, key).id();
      report = administration.usage(new UsageQuery(null, null, id, account, model, null), last);
    }
    Table table =
        Table.of("TIME", "REQUEST", "MODEL", "ATTEMPTS", "OUTCOME", "IN", "OUT", "COST", "MS");
    report.calls().forEach(call -> add(table, call));
    output.table(UsageReportJson.write(report), table, "There is no call yet.");
    UsageLog.Totals totals = report.totals();
    if (!output.isJson() && totals.calls() > 0) {
      output
          .out()
          .printf(
              "%n%d %s in all, %d of them not whole; %d tokens in, %d out; %s%n",
              totals.calls(),
              totals.calls() == 1 ? "call" : "calls",
              totals.failed(),
              totals.promptTokens(),
              totals.completionTokens(),
              totals.cost());
    }
  }

  private static void add(Table table, UsageRecord call) {
    table.row(
        call.startedAt().truncatedTo(ChronoUnit.SECONDS),
        call.requestId(),
        call.model(),
        call.attempts(),
        call.outcome().word(),
        call.usage().promptTokens(),
        call.usage().completionTokens(),
        call.cost(),
        call.millis());
  }
}

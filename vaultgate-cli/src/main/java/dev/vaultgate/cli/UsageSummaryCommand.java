package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sums calls up. */
@Command(
    name = "summary",
    description = "Sum calls up, in all, or hour by hour or day by day.",
    footer = {"", "For example: vaultgate usage summary --since 7d --step day"})
final class UsageSummaryCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private UsageFilterOption filter;
  @Mixin private Output output;

  @Option(
      names = "--step",
      paramLabel = "STEP",
      description = "hour or day: a line for each (else the sums of all).")
  private @Nullable String step;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      if (step == null) {
        ApiPath path = filter.addTo(ApiPath.with("/usage/summary"), administration);
        show(administration.get(path.toString()));
      } else {
        ApiPath path = filter.addTo(ApiPath.with("/usage/series"), administration);
        showSteps(administration.get(path.query("step", step).toString()));
      }
    }
  }

  private void show(JsonNode summary) {
    JsonNode totals = summary.path("totals");
    JsonNode latency = summary.path("latency");
    Table table = Table.of("WHAT", "IN ALL");
    if (totals.path("calls").asLong() > 0) {
      table
          .row("calls", UsageWords.number(totals.path("calls")))
          .row(
              "not whole",
              UsageWords.number(totals.path("failed"))
                  + " ("
                  + UsageWords.share(totals.path("failed").asLong(), totals.path("calls").asLong())
                  + ")")
          .row("tokens in", UsageWords.number(totals.path("prompt_tokens")))
          .row("  of them cached", UsageWords.number(totals.path("cached_tokens")))
          .row("tokens out", UsageWords.number(totals.path("completion_tokens")))
          .row("  of them reasoning", UsageWords.number(totals.path("reasoning_tokens")))
          .row("cost", Amounts.of(totals.path("cost")))
          .row("a call took", UsageWords.millis(totals.path("average_millis")))
          .row("  half of them at most", UsageWords.millis(latency.path("p50")))
          .row("  95 in 100 at most", UsageWords.millis(latency.path("p95")))
          .row("first content", UsageWords.millis(totals.path("average_first_content_millis")));
    }
    output.table(summary, table, "There is no such call.");
  }

  private void showSteps(JsonNode series) {
    Table table = Table.of("START", "CALLS", "NOT WHOLE", "IN", "OUT", "COST", "AVERAGE", "P95");
    for (JsonNode point : series.path("data")) {
      JsonNode totals = point.path("totals");
      table.row(
          Times.seconds(point.path("start")),
          UsageWords.number(totals.path("calls")),
          UsageWords.number(totals.path("failed")),
          UsageWords.number(totals.path("prompt_tokens")),
          UsageWords.number(totals.path("completion_tokens")),
          Amounts.of(totals.path("cost")),
          UsageWords.millis(totals.path("average_millis")),
          UsageWords.millis(point.path("latency").path("p95")));
    }
    output.table(series, table, "There is no such time.");
  }
}

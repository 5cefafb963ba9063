package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.router.usage.UsageLog;
import dev.vaultgate.router.usage.UsageMeasure;
import dev.vaultgate.router.usage.UsageSide;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ranks what was used. */
@Command(
    name = "top",
    description = "Rank models, keys or others by what they used.",
    footer = {"", "For example: vaultgate usage top --by key --since 30d"})
final class UsageTopCommand implements Runnable {

  /** How people say it, where that is shorter than what the API calls it. */
  private static final Map<String, String> WORDS =
      Map.of(
          "key", UsageSide.KEY.word(),
          "project", UsageSide.PROJECT.word(),
          "error", UsageSide.ERROR.word());

  @Mixin private AdministrationOption place;
  @Mixin private UsageFilterOption filter;
  @Mixin private Output output;

  @Option(
      names = "--by",
      paramLabel = "SIDE",
      defaultValue = "model",
      description =
          "model, key, account, project, provider, upstream_model, type, outcome, status or error"
              + " (else ${DEFAULT-VALUE}).")
  private String by;

  @Option(
      names = "--measure",
      paramLabel = "MEASURE",
      defaultValue = "cost",
      description = "cost, calls, tokens or failed (else ${DEFAULT-VALUE}).")
  private String measure;

  @Option(
      names = "--places",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many (else ${DEFAULT-VALUE}).")
  private int places;

  @Override
  public void run() {
    if (places < 1 || places > UsageLog.PLACES_MAX) {
      throw CommandFailure.option("--places", places, "1 to " + UsageLog.PLACES_MAX);
    }
    JsonNode ranking;
    try (Administration administration = place.open()) {
      ranking =
          administration.get(
              filter
                  .addTo(ApiPath.with("/usage/ranking"), administration)
                  .query("by", WORDS.getOrDefault(by, by))
                  .query("measure", measure)
                  .query("limit", places)
                  .toString());
    }
    Table table =
        Table.of(by.toUpperCase(Locale.ROOT), "CALLS", "NOT WHOLE", "IN", "OUT", "COST", "SHARE");
    for (JsonNode share : ranking.path("data")) {
      JsonNode totals = share.path("totals");
      table.row(
          share.path("name").asText(),
          UsageWords.number(totals.path("calls")),
          UsageWords.number(totals.path("failed")),
          UsageWords.number(totals.path("prompt_tokens")),
          UsageWords.number(totals.path("completion_tokens")),
          Amounts.of(totals.path("cost")),
          UsageWords.share(measured(totals), measured(ranking.path("all"))));
    }
    output.table(ranking, table, "There is no such call.");
  }

  private long measured(JsonNode totals) {
    return switch (UsageMeasure.parse(measure)) {
      case COST -> Amounts.of(totals.path("cost")).nanos();
      case CALLS -> totals.path("calls").asLong();
      case FAILED -> totals.path("failed").asLong();
      case TOKENS ->
          totals.path("prompt_tokens").asLong() + totals.path("completion_tokens").asLong();
    };
  }
}

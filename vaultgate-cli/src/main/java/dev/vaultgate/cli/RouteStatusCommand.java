package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says how deployments stand. */
@Command(
    name = "status",
    description = "Show how the deployments of a running gateway stand.",
    footer = {
      "",
      "Those that were asked, or asked about, since it started, or all of one model. ready, or what stands against",
      "it: limited and overloaded by the provider, exhausted (the account there), wrong_key,",
      "missing_model, open (failed too often), probed (one call finds out), busy or paced (your",
      "own limits)."
    })
final class RouteStatusCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      description = "Only the deployments of this model or route.")
  private @Nullable String model;

  @Override
  public void run() {
    JsonNode answer;
    try (Administration administration = place.open()) {
      answer = administration.get(ApiPath.with("/health/routes").query("model", model).toString());
    }
    Table table = Table.of("DEPLOYMENT", "STATE", "RUNNING", "TYPICAL MS", "P95 MS", "TAGS");
    for (JsonNode line : answer.path("data")) {
      table.row(
          line.path("deployment").asText(),
          state(line),
          line.path("running").asText(),
          line.path("typical_ms").asText("-"),
          line.path("p95_ms").asText("-"),
          tags(line));
    }
    output.table(answer, table, "No deployment was asked yet.");
    if (!output.isJson()) {
      answer.path("shortfalls").forEach(lack -> output.note(shortfall(lack)));
    }
  }

  static String state(JsonNode line) {
    String state = line.path("state").asText();
    return line.has("seconds_left") ? state + " " + line.path("seconds_left") + "s" : state;
  }

  static String shortfall(JsonNode lack) {
    return "route %s: fallback %s: %s"
        .formatted(
            lack.path("route").asText(),
            lack.path("fallback").asText(),
            lack.path("words").asText());
  }

  private static String tags(JsonNode line) {
    StringBuilder tags = new StringBuilder();
    line.path("tags").forEach(tag -> tags.append(tags.isEmpty() ? "" : ", ").append(tag.asText()));
    return tags.toString();
  }
}

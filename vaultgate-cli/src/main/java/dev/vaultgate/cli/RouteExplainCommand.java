package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.Router;
import dev.vaultgate.server.manage.JsonMembers;
import dev.vaultgate.server.manage.RouteOperations;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what would be tried. */
@Command(
    name = "explain",
    description = "Show which deployments a call would be tried at, in which order, and why.",
    footer = {
      "",
      "Nobody is asked. What is configured here is taken to be well; a running server (--url) tells",
      "how its deployments stand."
    })
final class RouteExplainCommand implements Runnable {

  @Mixin private CatalogOption configured;
  @Mixin private ServerOption server;
  @Mixin private Output output;

  @Parameters(paramLabel = "MODEL", description = "Any name of a model, or a route.")
  private String name;

  @Option(
      names = "--without",
      paramLabel = "NAME",
      split = ",",
      description = "Taken to be out: providers or deployments.")
  private List<String> without = List.of();

  @Option(
      names = "--tokens",
      paramLabel = "N",
      defaultValue = "0",
      description = "How long the prompt is (else nothing is ruled out by its length).")
  private int tokens;

  @Option(
      names = "--output",
      paramLabel = "N",
      defaultValue = "500",
      description = "How long the answer will be (else ${DEFAULT-VALUE}).")
  private int outputTokens;

  @Option(names = "--tools", description = "A call that offers tools.")
  private boolean tools;

  @Option(names = "--vision", description = "A call that holds an image.")
  private boolean vision;

  @Option(names = "--schema", description = "A call whose answer must follow a schema.")
  private boolean schema;

  @Option(names = "--session", paramLabel = "NAME", description = "A call of this session.")
  private @Nullable String session;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "Only deployments with this tag; may be repeated.")
  private List<String> tags = List.of();

  @Override
  public void run() {
    ObjectNode question = question();
    JsonNode answer =
        server
            .api()
            .map(api -> api.post("/route/explain", question))
            .orElseGet(() -> here(question));
    Table table =
        Table.of("#", "DEPLOYMENT OF " + answer.path("route").asText(), "STATE", "WHY NOT");
    answer
        .path("deployments")
        .forEach(
            line ->
                table.row(
                    line.has("turn") ? line.path("turn").asText() : "-",
                    line.path("deployment").asText(),
                    RouteStatusCommand.state(line),
                    why(line)));
    output.table(answer, table, "Nothing would be tried.");
    if (!output.isJson()) {
      output.out().println();
      output.out().println("strategy " + answer.path("strategy").asText());
      answer.path("shortfalls").forEach(lack -> output.note(RouteStatusCommand.shortfall(lack)));
      output.out().flush();
    }
  }

  private static String why(JsonNode line) {
    String skipped = line.path("skipped").asText();
    if (line.path("priced").asBoolean()) {
      return skipped.isEmpty() ? "-" : skipped;
    }
    return skipped + (skipped.isEmpty() ? "" : ", ") + "no price: for accounts without limit only";
  }

  private ObjectNode question() {
    ObjectNode question =
        Json.object()
            .put("model", name)
            .put("prompt_tokens", tokens)
            .put("output_tokens", outputTokens)
            .put("tools", tools)
            .put("vision", vision)
            .put("schema", schema);
    if (session != null) {
      question.put("session", session);
    }
    question.set("without", Output.array(without));
    question.set("tags", Output.array(tags));
    return question;
  }

  private JsonNode here(ObjectNode question) {
    try (Router router = configured.open()) {
      return RouteOperations.explain(router, JsonMembers.of(question));
    }
  }
}

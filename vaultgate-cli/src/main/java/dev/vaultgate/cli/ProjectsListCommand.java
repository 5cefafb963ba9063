package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists projects. */
@Command(name = "list", description = "List all projects, oldest first.")
final class ProjectsListCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Option(
      names = {"--user", "--account"},
      paramLabel = "ACCOUNT",
      description = "Only projects of this account.")
  private @Nullable String account;

  @Override
  public void run() {
    ArrayNode tree = Json.mapper().createArrayNode();
    Table table =
        Table.of("ID", "NAME", "ACCOUNT", "BUDGET", "A DAY", "A MONTH", "CREATED", "STATE");
    try (Administration administration = place.open()) {
      for (ObjectNode project : administration.list("/projects")) {
        if (account == null || account.equals(project.path("account").asText())) {
          tree.add(project);
          table.row(
              project.path("id").asText(),
              project.path("name").asText(),
              project.path("account").asText(),
              amount(project.path("budget")),
              amount(project.path("budget_per_day")),
              amount(project.path("budget_per_month")),
              Times.seconds(project.path("created_at")),
              project.path("archived_at").isNull() ? "active" : "archived");
        }
      }
    }
    output.table(tree, table, "There is no project. Make one with: projects create NAME");
  }

  private static Object amount(JsonNode dollars) {
    return dollars.isNull() ? "" : Amounts.of(dollars);
  }
}

package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.catalog.PublicModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what would be tried. */
@Command(
    name = "explain",
    description = "Show the deployments that a model's name means, in the order they are tried.")
final class RouteExplainCommand implements Runnable {

  @Mixin private CatalogOption configured;
  @Mixin private Output output;

  @Parameters(paramLabel = "MODEL", description = "Any name of a model, or a route.")
  private String name;

  @Override
  public void run() {
    try (Router router = configured.open()) {
      PublicModel model = router.resolve(name, ModelType.TEXT);
      ArrayNode tree = Json.mapper().createArrayNode();
      Table table = Table.of("#", "DEPLOYMENT OF " + model.id(), "PRICED");
      for (Deployment deployment : model.deployments()) {
        boolean priced = deployment.price() != null;
        tree.addObject()
            .put("model", model.id())
            .put("deployment", deployment.id())
            .put("priced", priced);
        table.row(
            tree.size(), deployment.id(), priced ? "yes" : "no (for accounts without limit only)");
      }
      output.table(tree, table, "Nothing would be tried.");
    }
  }
}

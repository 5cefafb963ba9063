package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ModelType;
import dev.vaultgate.router.catalog.PublicModel;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Routes: say what would be tried. */
@Command(
    name = "route",
    description = "Explain where a call would go.",
    mixinStandardHelpOptions = true,
    subcommands = RouteCommand.Explain.class)
final class RouteCommand extends Group {

  @Command(
      name = "explain",
      description = "Show the deployments that a model's name means, in the order they are tried.",
      mixinStandardHelpOptions = true)
  static final class Explain implements Runnable {
    @Mixin private RouterOption configured;
    @Mixin private Output output;

    @Parameters(paramLabel = "MODEL", description = "Any name of a model, or a route.")
    private String name;

    @Override
    public void run() {
      try (Router router = configured.open()) {
        PublicModel model = router.resolve(name, ModelType.TEXT);
        ArrayNode tree = Json.mapper().createArrayNode();
        List<List<String>> rows = new ArrayList<>();
        for (Deployment deployment : model.deployments()) {
          boolean priced = deployment.price() != null;
          tree.addObject()
              .put("model", model.id())
              .put("deployment", deployment.id())
              .put("priced", priced);
          rows.add(
              List.of(
                  Integer.toString(rows.size() + 1),
                  deployment.id(),
                  priced ? "yes" : "no (operator's keys only)"));
        }
        output.table(tree, List.of("#", "DEPLOYMENT OF " + model.id(), "PRICED"), rows);
      }
    }
  }
}

package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.Model;
import dev.vaultgate.api.json.ModelJson;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.Catalog;
import dev.vaultgate.router.catalog.Resolution;
import dev.vaultgate.router.time.SystemTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one model. */
@Command(name = "show", description = "Show what is known of one model.")
final class ModelsShowCommand implements Runnable {

  @Mixin private CatalogOption configured;
  @Mixin private GatewayOption gateway;
  @Mixin private Output output;

  @Parameters(paramLabel = "MODEL", description = "Any name of the model, such as gpt-4o.")
  private String name;

  @Override
  public void run() {
    ObjectNode tree = ModelJson.write(gateway.isGiven() ? gateway.open().model(name) : local());
    output.properties(tree);
  }

  private Model local() {
    try (Router router = configured.open()) {
      return router.model(name).orElseThrow(() -> missing(router.catalog()));
    }
  }

  private CommandFailure missing(Catalog catalog) {
    if (catalog.resolve(name, SystemTime.system().today()) instanceof Resolution.Retired retired) {
      String instead =
          retired.successor() == null ? "" : "; use " + retired.successor() + " instead";
      return CommandFailure.notFound(
          "model " + retired.id() + " was shut down on " + retired.shutdown() + instead);
    }
    KnownModels known = KnownModels.all();
    String providers = known.providers(name);
    return CommandFailure.notFound(
        providers.isEmpty()
            ? "there is no model " + name + known.suggestion(name)
            : "model " + name + " is known, but none of its providers is enabled: " + providers);
  }
}

package dev.vaultgate.server.manage;

import dev.vaultgate.api.json.ModelJson;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.time.SystemTime;
import java.util.List;

/** Shows what models there are, as {@code /v1/models} does to keys, and how they stand. */
public final class CatalogOperations implements Topic {

  private final Router router;
  private final SystemTime time;

  public CatalogOperations(Router router, SystemTime time) {
    this.router = router;
    this.time = time;
  }

  @Override
  public String name() {
    return "catalog";
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.get("/catalog", Access.USER)
            .named("listModels", "The models that are served, with what they can do and cost.")
            .gives("Model[]")
            .by(call -> Answer.list(router.models(), ModelJson::write)),
        Operation.get("/catalog/health", Access.USER)
            .named("listModelHealth", "How the models stand that somebody has asked for of late.")
            .gives("ModelHealth[]")
            .by(call -> Answer.list(ModelHealth.of(router, time.today()), health -> health)));
  }
}

package dev.vaultgate.server.manage;

import dev.vaultgate.api.json.ModelJson;
import dev.vaultgate.router.Router;
import java.util.List;

/** Shows what models there are, as {@code /v1/models} does to keys. */
public final class CatalogOperations implements Topic {

  private final Router router;

  public CatalogOperations(Router router) {
    this.router = router;
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
            .by(call -> Answer.list(router.models(), ModelJson::write)));
  }
}

package dev.vaultgate.server.v1;

import dev.vaultgate.api.Model;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.api.json.ModelJson;
import dev.vaultgate.router.ModelFilter;
import java.util.List;
import org.eclipse.jetty.util.URIUtil;

/** {@code GET /v1/models} and one model of it, as far as the key may use them. */
public final class ModelRoutes {

  private final Desk desk;

  public ModelRoutes(Desk desk) {
    this.desk = desk;
  }

  /** All of them, or those that the query asks for: see {@link ModelFilter}. */
  public void list(ApiCall call) {
    ModelFilter wanted = ModelFilter.parse(call.visit().query(ModelFilter.WORDS));
    List<Model> models = desk.models(call.key()).stream().filter(wanted).toList();
    call.visit().answer(200, Json.bytes(ModelJson.write(models)));
  }

  /** An id may hold slashes, as they are or encoded: clients do either. */
  public void one(ApiCall call) {
    String id = URIUtil.decodePath(call.tail());
    Model model = desk.model(call.key(), id).orElseThrow(() -> desk.missingModel(call.key(), id));
    call.visit().answer(200, Json.bytes(ModelJson.write(model)));
  }
}

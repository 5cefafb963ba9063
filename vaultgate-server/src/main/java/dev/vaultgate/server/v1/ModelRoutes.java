package dev.vaultgate.server.v1;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.Model;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.api.json.ModelJson;
import org.eclipse.jetty.util.URIUtil;

/** {@code GET /v1/models} and one model of it, as far as the key may use them. */
public final class ModelRoutes {

  private final Desk desk;

  public ModelRoutes(Desk desk) {
    this.desk = desk;
  }

  public void list(ApiCall call) {
    call.visit().answer(200, Json.bytes(ModelJson.write(desk.models(call.key()))));
  }

  /** An id may hold slashes, as they are or encoded: clients do either. */
  public void one(ApiCall call) {
    String id = URIUtil.decodePath(call.tail());
    Model model =
        desk.model(call.key(), id)
            .orElseThrow(
                () -> InvalidRequestException.modelNotFound("There is no model of this name."));
    call.visit().answer(200, Json.bytes(ModelJson.write(model)));
  }
}

package dev.vaultgate.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.Model;
import java.util.ArrayList;
import java.util.List;

/** Models as the answers of {@code GET /v1/models}. */
public final class ModelJson {

  private ModelJson() {}

  public static ObjectNode write(Model model) {
    ObjectNode node =
        Json.object()
            .put("id", model.id())
            .put("object", "model")
            .put("created", model.created())
            .put("owned_by", model.ownedBy());
    model.extra().forEach(node::set);
    return node;
  }

  public static ObjectNode write(List<Model> models) {
    ObjectNode body = Json.object().put("object", "list");
    ArrayNode data = body.putArray("data");
    models.forEach(model -> data.add(write(model)));
    return body;
  }

  public static List<Model> readList(JsonNode body) {
    List<Model> models = new ArrayList<>();
    for (JsonNode node : new Fields(body, "").array("data")) {
      models.add(read(node));
    }
    return models;
  }

  public static Model read(JsonNode node) {
    Fields fields = new Fields(node, "");
    fields.skip("object");
    String id = fields.requiredString("id");
    JsonNode created = fields.any("created");
    String ownedBy = fields.string("owned_by");
    return new Model(
        id, created == null ? 0 : created.asLong(0), ownedBy == null ? "" : ownedBy, fields.rest());
  }
}

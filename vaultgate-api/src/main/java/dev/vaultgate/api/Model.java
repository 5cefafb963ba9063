package dev.vaultgate.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One entry of a model list.
 *
 * @param id the name to ask for
 * @param created seconds since 1970, 0 when not known
 * @param ownedBy who makes or hosts the model
 * @param extra further fields, as the server sent them
 */
public record Model(String id, long created, String ownedBy, Map<String, JsonNode> extra) {

  public Model {
    Check.notBlank("id", id);
    extra = Extra.copyOf(extra);
  }
}

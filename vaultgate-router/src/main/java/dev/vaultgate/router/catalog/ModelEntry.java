package dev.vaultgate.router.catalog;

import dev.vaultgate.api.json.Json;
import java.util.List;

/**
 * A model or an alias that an administrator has added while a gateway runs.
 *
 * @param name the model's id, or the alias
 * @param json what it is, in the form that it has in a configuration: an object for a model, an
 *     array of targets for an alias
 */
public record ModelEntry(String name, String json) {

  public ModelEntry {
    if (name.isBlank() || name.length() > 200) {
      throw new IllegalArgumentException(
          "model '" + name + "' (expected: a name of 1 to 200 characters)");
    }
  }

  /** A name for models or deployments, tried in order. */
  public static ModelEntry alias(String name, List<String> targets) {
    return new ModelEntry(name, Json.text(Json.mapper().valueToTree(targets)));
  }

  /** Whether it is a name for other models, rather than a model. */
  public boolean isAlias() {
    return json.startsWith("[");
  }
}

package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.catalog.ModelEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Models and aliases that administrators add, as JSON: the members of a configuration's model, or
 * {@code targets}, beside the name.
 */
public final class ModelEntryJson {

  private static final String NAME = "name";
  private static final String TARGETS = "targets";

  private ModelEntryJson() {}

  public static ObjectNode write(ModelEntry entry) {
    ObjectNode node = Json.object().put(NAME, entry.name());
    try {
      JsonNode content = Json.read(entry.json().getBytes(StandardCharsets.UTF_8));
      if (entry.isAlias()) {
        node.set(TARGETS, content);
      } else {
        node.setAll((ObjectNode) content);
      }
      return node;
    } catch (IOException e) {
      throw new IllegalStateException("the entry " + entry.name() + " is no JSON", e);
    }
  }

  /** Reads what {@link #write} has written. */
  public static ModelEntry read(JsonNode json) {
    JsonMembers members = JsonMembers.of(json);
    ObjectNode content = ((ObjectNode) json).deepCopy();
    content.remove(NAME);
    return of(members.requiredText(NAME), content);
  }

  /** Reads a request for an entry. What a model's members mean is left to who takes it in. */
  static ModelEntry readSpec(String name, JsonMembers members) {
    return of(name, members.object());
  }

  private static ModelEntry of(String name, ObjectNode content) {
    try {
      return content.has(TARGETS)
          ? ModelEntry.alias(name, targets(content))
          : new ModelEntry(name, Json.text(content));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(
          400, "invalid_value", String.valueOf(e.getMessage()), NAME, e);
    }
  }

  private static List<String> targets(ObjectNode content) {
    JsonMembers members = JsonMembers.of(content);
    List<String> targets = members.texts(TARGETS);
    members.end();
    return targets;
  }
}

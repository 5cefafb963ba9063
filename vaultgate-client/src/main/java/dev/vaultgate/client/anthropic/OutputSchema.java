package dev.vaultgate.client.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.util.Set;

/**
 * A JSON schema as structured output takes it: objects are closed, and bounds on numbers, lengths
 * and counts are not accepted. The bounds go into the description, where the model reads them.
 *
 * @see <a
 *     href="https://platform.claude.com/docs/en/build-with-claude/structured-outputs">limits</a>
 */
public final class OutputSchema {

  private static final Set<String> BOUNDS =
      Set.of(
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minProperties",
          "maxProperties");

  /** Members whose own members are names, not words of the schema language. */
  private static final Set<String> NAMED = Set.of("properties", "$defs", "definitions");

  /** Members that hold values of the caller's data. */
  private static final Set<String> VALUES = Set.of("enum", "const", "default", "examples");

  private OutputSchema() {}

  public static JsonNode of(JsonNode schema) {
    if (schema.isArray()) {
      ArrayNode copy = Json.mapper().createArrayNode();
      schema.forEach(element -> copy.add(of(element)));
      return copy;
    }
    if (!schema.isObject()) {
      return schema;
    }
    ObjectNode copy = Json.object();
    StringBuilder bounds = new StringBuilder();
    schema
        .properties()
        .forEach(
            member -> {
              String name = member.getKey();
              JsonNode value = member.getValue();
              if (isRefused(name, value)) {
                bounds.append(bounds.isEmpty() ? "" : ", ").append(name).append(": ").append(value);
              } else if (NAMED.contains(name)) {
                copy.set(name, named(value));
              } else {
                copy.set(name, VALUES.contains(name) ? value : of(value));
              }
            });
    if (isObject(schema)) {
      copy.put("additionalProperties", false);
    }
    if (!bounds.isEmpty()) {
      String description = copy.path("description").asText();
      copy.put(
          "description", (description.isEmpty() ? "" : description + " ") + "(" + bounds + ")");
    }
    return copy;
  }

  /** A list may be said to be empty or not; every other bound is refused. */
  private static boolean isRefused(String name, JsonNode value) {
    return BOUNDS.contains(name) && !(name.equals("minItems") && value.asInt(2) < 2);
  }

  private static JsonNode named(JsonNode members) {
    ObjectNode copy = Json.object();
    members.properties().forEach(member -> copy.set(member.getKey(), of(member.getValue())));
    return copy;
  }

  private static boolean isObject(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.asText().equals("object") || schema.has("properties");
  }
}

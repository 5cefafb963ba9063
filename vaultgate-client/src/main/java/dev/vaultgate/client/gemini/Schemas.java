package dev.vaultgate.client.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON schemas in the words of the API's own {@code Schema}, which every model knows: a part of
 * OpenAPI's. A schema that says more than that is left to the API's newer fields, which take JSON
 * schemas as they are.
 *
 * @see <a href="https://ai.google.dev/api/caching#Schema">the API's Schema</a>
 */
final class Schemas {

  /** Members that are copied as they are. */
  private static final Set<String> COPIED =
      Set.of(
          "title",
          "description",
          "nullable",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "minLength",
          "maxLength",
          "pattern",
          "example",
          "default",
          "minimum",
          "maximum",
          "required",
          "propertyOrdering");

  /** Members whose loss loosens the schema a little, or not at all. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "$schema",
          "$id",
          "$comment",
          "examples",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "uniqueItems",
          "deprecated",
          "readOnly",
          "writeOnly");

  /** Formats that the API accepts; others are hints that it refuses. */
  private static final Set<String> FORMATS =
      Set.of("enum", "date-time", "int32", "int64", "float", "double");

  private Schemas() {}

  /** Whether a schema allows nothing but an object without members. */
  static boolean isEmptyObject(JsonNode schema) {
    return schema.path("type").asText("object").equalsIgnoreCase("object")
        && schema.path("properties").isEmpty()
        && !schema.has("anyOf")
        && !schema.has("oneOf")
        && !schema.has("allOf")
        && !schema.has("$ref")
        && (!schema.has("additionalProperties") || isFalse(schema.path("additionalProperties")));
  }

  private static boolean isFalse(JsonNode value) {
    return value.isBoolean() && !value.booleanValue();
  }

  /** The same schema in the API's words; null if they do not suffice. */
  static @Nullable ObjectNode translated(JsonNode schema) {
    if (!(schema instanceof ObjectNode object)) {
      return null;
    }
    ObjectNode result = Json.object();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (!translate(member.getKey(), member.getValue(), result)) {
        return null;
      }
    }
    return isSound(result) ? result : null;
  }

  /** The API wants to know what is in a list and in an object, and takes nothing without a type. */
  private static boolean isSound(ObjectNode result) {
    String type = result.path("type").asText();
    return (result.has("type") || result.has("anyOf"))
        && !(type.equalsIgnoreCase("array") && !result.has("items"))
        && !(type.equalsIgnoreCase("object") && result.path("properties").isEmpty());
  }

  private static boolean translate(String name, JsonNode value, ObjectNode result) {
    if (COPIED.contains(name)) {
      result.set(name, value);
      return true;
    }
    return switch (name) {
      case "type" -> type(value, result);
      case "format" -> {
        if (FORMATS.contains(value.asText())) {
          result.set(name, value);
        }
        yield true;
      }
      case "enum" -> enumeration(value, result);
      case "const" -> enumeration(Json.mapper().createArrayNode().add(value), result);
      case "properties" -> properties(value, result);
      case "items" -> inner(name, value, result);
      case "anyOf" -> anyOf(value, result);
      case "additionalProperties" -> value.isBoolean();
      default -> LEFT_OUT.contains(name);
    };
  }

  /** A list of types, one of which may be null. */
  private static boolean type(JsonNode value, ObjectNode result) {
    if (value.isTextual()) {
      result.set("type", value);
      return true;
    }
    List<String> types = new ArrayList<>();
    for (JsonNode type : value) {
      if (type.asText().equals("null")) {
        result.put("nullable", true);
      } else {
        types.add(type.asText());
      }
    }
    if (types.size() != 1) {
      return false;
    }
    result.put("type", types.get(0));
    return true;
  }

  private static boolean enumeration(JsonNode values, ObjectNode result) {
    for (JsonNode value : values) {
      if (!value.isTextual()) {
        return false;
      }
    }
    result.set("enum", values);
    if (!result.has("type")) {
      result.put("type", "string");
    }
    return true;
  }

  private static boolean properties(JsonNode value, ObjectNode result) {
    ObjectNode translated = result.putObject("properties");
    for (Map.Entry<String, JsonNode> property : value.properties()) {
      if (!inner(property.getKey(), property.getValue(), translated)) {
        return false;
      }
    }
    return true;
  }

  private static boolean inner(String name, JsonNode schema, ObjectNode into) {
    ObjectNode translated = translated(schema);
    if (translated == null) {
      return false;
    }
    into.set(name, translated);
    return true;
  }

  /** Alternatives, of which null is not one: it makes the others nullable. */
  private static boolean anyOf(JsonNode value, ObjectNode result) {
    ArrayNode alternatives = Json.mapper().createArrayNode();
    for (JsonNode schema : value) {
      if (schema.path("type").asText().equals("null")) {
        result.put("nullable", true);
        continue;
      }
      ObjectNode translated = translated(schema);
      if (translated == null) {
        return false;
      }
      alternatives.add(translated);
    }
    if (alternatives.size() == 1) {
      // What stands beside the alternatives, such as a description, is nearer to the use of them.
      ObjectNode only = (ObjectNode) alternatives.get(0);
      only.properties().forEach(member -> result.putIfAbsent(member.getKey(), member.getValue()));
    } else {
      result.set("anyOf", alternatives);
    }
    return true;
  }
}

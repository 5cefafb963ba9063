package dev.vaultgate.router.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vaultgate.api.json.Json;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A small value that a JSON schema allows, with the prompt's own words and numbers where they fit.
 * It knows types, enums, constants, defaults, nested objects and arrays, alternatives, references
 * within the schema, and the usual bounds; it does not know {@code pattern}, {@code if} and {@code
 * not}. Not for several threads.
 *
 * <p>A schema may refer to itself and may be wide and deep at once, so depth and the number of
 * values are bounded; beyond them a value is null.
 */
final class SchemaSample {

  private static final int DEPTH_MAX = 16;
  private static final int VALUES_MAX = 500;
  private static final int ITEMS_MAX = 20;

  private final JsonNode root;
  private final Hints hints;
  private int values;

  SchemaSample(JsonNode root, Hints hints) {
    this.root = root;
    this.hints = hints;
  }

  /** A value of the whole schema. */
  JsonNode value() {
    return value(root, "value", 0);
  }

  private JsonNode value(JsonNode schema, String name, int depth) {
    if (depth > DEPTH_MAX || ++values > VALUES_MAX) {
      return NullNode.instance;
    }
    Optional<JsonNode> given = given(schema);
    if (given.isPresent()) {
      return given.get();
    }
    Optional<JsonNode> other = elsewhere(schema);
    if (other.isPresent()) {
      return value(other.get(), name, depth + 1);
    }
    return switch (type(schema)) {
      case "object" -> object(schema, depth);
      case "array" -> array(schema, name, depth);
      case "integer" -> DecimalNode.valueOf(new NumberRange(schema, true).pick(hints));
      case "number" -> DecimalNode.valueOf(new NumberRange(schema, false).pick(hints));
      case "boolean" -> BooleanNode.TRUE;
      case "null" -> NullNode.instance;
      default -> TextNode.valueOf(SampleText.of(schema, name, hints));
    };
  }

  /** A value that the schema itself names. */
  private Optional<JsonNode> given(JsonNode schema) {
    if (schema.has("const")) {
      return Optional.of(schema.get("const"));
    }
    JsonNode values = schema.path("enum");
    if (!values.isEmpty()) {
      for (JsonNode value : values) {
        if (value.isTextual() && hints.mentions(value.asText())) {
          return Optional.of(value);
        }
      }
      return Optional.of(values.get(0));
    }
    return Optional.ofNullable(schema.get("default"));
  }

  /** The schema that stands for this one: what it refers to, an alternative, or all its parts. */
  private Optional<JsonNode> elsewhere(JsonNode schema) {
    String reference = schema.path("$ref").asText("");
    if (reference.startsWith("#")) {
      String pointer = reference.substring(1).replace("%25", "%").replace("%24", "$");
      return Optional.of(pointer.isEmpty() ? root : root.at(pointer));
    }
    for (String alternatives : new String[] {"anyOf", "oneOf"}) {
      for (JsonNode alternative : schema.path(alternatives)) {
        if (!type(alternative).equals("null")) {
          return Optional.of(alternative);
        }
      }
    }
    return schema.path("allOf").isEmpty() ? Optional.empty() : Optional.of(merged(schema));
  }

  private JsonNode merged(JsonNode schema) {
    ObjectNode whole = Json.object();
    ObjectNode properties = Json.object();
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    for (JsonNode part : schema.path("allOf")) {
      JsonNode resolved = elsewhere(part).orElse(part);
      if (resolved instanceof ObjectNode object) {
        whole.setAll(object);
        resolved
            .path("properties")
            .properties()
            .forEach(p -> properties.set(p.getKey(), p.getValue()));
        resolved.path("required").forEach(required::add);
      }
    }
    if (!properties.isEmpty()) {
      whole.set("properties", properties);
      whole.set("required", required);
    }
    whole.remove("allOf");
    return whole;
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    for (JsonNode one : type) {
      if (!one.asText().equals("null")) {
        return one.asText();
      }
    }
    if (type.isTextual()) {
      return type.asText();
    }
    return schema.has("properties") ? "object" : schema.has("items") ? "array" : "string";
  }

  /** With what is required; with everything when nothing is. */
  private ObjectNode object(JsonNode schema, int depth) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asText()));
    ObjectNode object = Json.object();
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              String name = property.getKey();
              if (required.contains(name) || (required.isEmpty() && depth == 0)) {
                object.set(name, value(property.getValue(), name, depth + 1));
              }
            });
    return object;
  }

  private ArrayNode array(JsonNode schema, String name, int depth) {
    int most = Math.min(schema.path("maxItems").asInt(ITEMS_MAX), ITEMS_MAX);
    int items = Math.min(Math.max(schema.path("minItems").asInt(1), 1), most);
    JsonNode first = schema.path("prefixItems");
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < Math.max(items, first.size()); i++) {
      array.add(value(i < first.size() ? first.get(i) : schema.path("items"), name, depth + 1));
    }
    return array;
  }
}

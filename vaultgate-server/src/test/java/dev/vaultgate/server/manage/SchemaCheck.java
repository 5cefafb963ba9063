package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Holds values to the part of JSON Schema that our document uses. */
record SchemaCheck(JsonNode document) {

  JsonNode named(String name) {
    return document.path("components").path("schemas").path(name);
  }

  /** What of a value is not as the schema has it; empty when all is. */
  List<String> problems(JsonNode value, JsonNode schema) {
    List<String> problems = new ArrayList<>();
    check("", value, schema, problems);
    return problems;
  }

  private void check(String at, JsonNode value, JsonNode schema, List<String> problems) {
    if (schema.has("$ref")) {
      String reference = schema.path("$ref").asText();
      check(at, value, named(reference.substring(reference.lastIndexOf('/') + 1)), problems);
      return;
    }
    if (schema.isMissingNode()) {
      problems.add(at + ": has no schema");
    } else if (schema.has("type") && !isOfType(value, schema.path("type"))) {
      problems.add(at + ": " + value + " is not " + schema.path("type"));
    } else if (schema.has("enum") && !isAmong(value, schema.path("enum"))) {
      problems.add(at + ": " + value + " is not among " + schema.path("enum"));
    } else if (schema.has("const") && !schema.path("const").equals(value)) {
      problems.add(at + ": " + value + " is not " + schema.path("const"));
    }
    for (JsonNode name : schema.path("required")) {
      if (value.isObject() && !value.has(name.asText())) {
        problems.add(at + ": lacks " + name);
      }
    }
    if (value.isObject()) {
      JsonNode known = schema.path("properties");
      boolean isClosed =
          schema.path("additionalProperties").isBoolean()
              && !schema.path("additionalProperties").asBoolean();
      value
          .properties()
          .forEach(
              member -> {
                String name = at + "/" + member.getKey();
                if (known.has(member.getKey())) {
                  check(name, member.getValue(), known.path(member.getKey()), problems);
                } else if (isClosed) {
                  problems.add(name + ": is not in the schema");
                }
              });
    } else if (value.isArray() && schema.has("items")) {
      value.forEach(element -> check(at + "[]", element, schema.path("items"), problems));
    }
  }

  private static boolean isAmong(JsonNode value, JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false).anyMatch(value::equals);
  }

  private static boolean isOfType(JsonNode value, JsonNode type) {
    if (type.isArray()) {
      return StreamSupport.stream(type.spliterator(), false).anyMatch(one -> isOfType(value, one));
    }
    return switch (type.asText()) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "null" -> value.isNull();
      default -> false;
    };
  }
}

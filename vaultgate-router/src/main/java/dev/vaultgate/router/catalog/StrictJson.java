package dev.vaultgate.router.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a data file or of an operator's configuration, read field by field. A value of
 * another kind, and a field that nobody asked for, is refused with its path: a misspelled price
 * must not become no price.
 */
final class StrictJson {

  private final String path;
  private final JsonNode object;
  private final Set<String> asked = new HashSet<>();

  StrictJson(String path, JsonNode object) {
    if (!object.isObject()) {
      throw refused(path, object, "an object");
    }
    this.path = path;
    this.object = object;
  }

  String text(String field) {
    String text = textOrNull(field);
    if (text == null) {
      throw new IllegalArgumentException(at(field) + ": missing");
    }
    return text;
  }

  @Nullable String textOrNull(String field) {
    JsonNode node = get(field);
    if (node == null) {
      return null;
    }
    if (!node.isTextual() || node.textValue().isBlank()) {
      throw refused(at(field), node, "text");
    }
    return node.textValue();
  }

  boolean flag(String field) {
    JsonNode node = get(field);
    if (node != null && !node.isBoolean()) {
      throw refused(at(field), node, "true or false");
    }
    return node != null && node.booleanValue();
  }

  @Nullable Integer integerOrNull(String field) {
    JsonNode node = get(field);
    if (node != null && !node.canConvertToExactIntegral()) {
      throw refused(at(field), node, "a whole number");
    }
    if (node != null && !node.canConvertToInt()) {
      throw refused(at(field), node, "a number below 2147483648");
    }
    return node == null ? null : Integer.valueOf(node.intValue());
  }

  /** A decimal number, exactly as it is written, or text that holds one. */
  @Nullable BigDecimal decimalOrNull(String field) {
    JsonNode node = get(field);
    if (node == null) {
      return null;
    }
    if (node.isTextual()) {
      return Dollars.parse(at(field), node.textValue());
    }
    if (!node.isNumber()) {
      throw refused(at(field), node, "a number");
    }
    return node.decimalValue();
  }

  @Nullable LocalDate dateOrNull(String field) {
    String text = textOrNull(field);
    try {
      return text == null ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          at(field) + ": " + text + " (expected: a date, such as 2026-11-22)", e);
    }
  }

  List<String> texts(String field) {
    return list(
        field,
        (path, node) -> {
          if (!node.isTextual()) {
            throw refused(path, node, "text");
          }
          return node.textValue();
        });
  }

  /** The objects of an array, each given to {@code read} as it stands. */
  <T> List<T> objects(String field, Function<StrictJson, T> read) {
    return list(field, (path, node) -> read(path, node, read));
  }

  /** The object in a field, or null when there is none. */
  <T> @Nullable T objectOrNull(String field, Function<StrictJson, T> read) {
    JsonNode node = get(field);
    return node == null ? null : read(at(field), node, read);
  }

  Map<String, String> textMap(String field) {
    return map(
        field,
        (path, node) -> {
          if (!node.isTextual()) {
            throw refused(path, node, "text");
          }
          return node.textValue();
        });
  }

  <T> Map<String, T> objectMap(String field, Function<StrictJson, T> read) {
    return map(field, (path, node) -> read(path, node, read));
  }

  /** To be called when every known field has been asked for. */
  void refuseOthers() {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!asked.contains(name)) {
        List<String> near = NearNames.of(name, asked);
        throw new IllegalArgumentException(
            at(name)
                + ": unknown field"
                + (near.isEmpty() ? "" : " (did you mean " + near.get(0) + "?)"));
      }
    }
  }

  String at(String field) {
    return path + "." + field;
  }

  private <T> T read(String path, JsonNode node, Function<StrictJson, T> read) {
    StrictJson json = new StrictJson(path, node);
    T value = read.apply(json);
    json.refuseOthers();
    return value;
  }

  private <T> List<T> list(String field, BiFunction<String, JsonNode, T> read) {
    JsonNode node = get(field);
    List<T> list = new ArrayList<>();
    if (node != null) {
      if (!node.isArray()) {
        throw refused(at(field), node, "a list");
      }
      node.forEach(entry -> list.add(read.apply(at(field) + "[" + list.size() + "]", entry)));
    }
    return list;
  }

  private <T> Map<String, T> map(String field, BiFunction<String, JsonNode, T> read) {
    JsonNode node = get(field);
    Map<String, T> map = new LinkedHashMap<>();
    if (node != null) {
      if (!node.isObject()) {
        throw refused(at(field), node, "an object");
      }
      node.properties()
          .forEach(
              e -> map.put(e.getKey(), read.apply(at(field) + "." + e.getKey(), e.getValue())));
    }
    return map;
  }

  private @Nullable JsonNode get(String field) {
    asked.add(field);
    JsonNode node = object.get(field);
    return node == null || node.isNull() ? null : node;
  }

  private static IllegalArgumentException refused(String path, JsonNode node, String expected) {
    return new IllegalArgumentException(path + ": " + node + " (expected: " + expected + ")");
  }
}

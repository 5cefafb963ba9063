package dev.vaultgate.router.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a data file or of an operator's configuration, read field by field. A value of
 * another kind, and a field that nobody asked for, is refused with its path: a misspelled price
 * must not become no price.
 */
final class StrictJson {

  private static final int NO_INDEX = -1;

  private final @Nullable StrictJson parent;
  private final String name;
  private final int index;
  private final JsonNode object;
  private final Set<String> asked = new HashSet<>();

  /** An object that stands by itself; {@code path} says where, for messages. */
  StrictJson(String path, JsonNode object) {
    this(null, path, NO_INDEX, object);
  }

  /** The row of this index in the file of this name. */
  static StrictJson row(String file, int index, JsonNode object) {
    return new StrictJson(null, file, index, object);
  }

  private StrictJson(@Nullable StrictJson parent, String name, int index, JsonNode object) {
    this.parent = parent;
    this.name = name;
    this.index = index;
    this.object = object;
    if (!object.isObject()) {
      throw refused(path(), object, "an object");
    }
  }

  /**
   * Where it stands. Put together when it is asked for, which is to say when something is wrong.
   */
  String path() {
    String here = index == NO_INDEX ? name : name + "[" + index + "]";
    if (parent != null) {
      return parent.path() + "." + here;
    }
    JsonNode label = object.has("id") ? object.get("id") : object.path("model");
    return index == NO_INDEX || !label.isTextual() ? here : here + " (" + label.textValue() + ")";
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
      return Dollars.parse(() -> at(field), node.textValue());
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
    List<String> texts = new ArrayList<>();
    for (JsonNode node : array(field)) {
      if (!node.isTextual()) {
        throw refused(at(field), node, "text");
      }
      texts.add(node.textValue());
    }
    return texts;
  }

  /** The objects of an array, each given to {@code read}. */
  <T> List<T> objects(String field, Function<StrictJson, T> read) {
    List<T> objects = new ArrayList<>();
    for (JsonNode node : array(field)) {
      objects.add(new StrictJson(this, field, objects.size(), node).all(read));
    }
    return objects;
  }

  /** The object in a field, or null when there is none. */
  <T> @Nullable T objectOrNull(String field, Function<StrictJson, T> read) {
    JsonNode node = get(field);
    return node == null ? null : new StrictJson(this, field, NO_INDEX, node).all(read);
  }

  /** The object in a field, with text under every name; empty when there is none. */
  Map<String, String> textMap(String field) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : entries(field)) {
      if (!entry.getValue().isTextual()) {
        throw refused(at(field) + "." + entry.getKey(), entry.getValue(), "text");
      }
      map.put(entry.getKey(), entry.getValue().textValue());
    }
    return map;
  }

  /** The object in a field, with an object under every name; empty when there is none. */
  <T> Map<String, T> objectMap(String field, Function<StrictJson, T> read) {
    Map<String, T> map = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : entries(field)) {
      map.put(
          entry.getKey(),
          new StrictJson(this, field + "." + entry.getKey(), NO_INDEX, entry.getValue()).all(read));
    }
    return map;
  }

  /** The object in a field as it is, with any names in it; empty when there is none. */
  ObjectNode tree(String field) {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    entries(field).forEach(entry -> tree.set(entry.getKey(), entry.getValue()));
    return tree;
  }

  /** What {@code read} makes of this object, if it asks for every field there is. */
  <T> T all(Function<StrictJson, T> read) {
    T value = read.apply(this);
    refuseOthers();
    return value;
  }

  private void refuseOthers() {
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

  /** Where a field stands. */
  String at(String field) {
    return path() + "." + field;
  }

  private Iterable<JsonNode> array(String field) {
    JsonNode node = get(field);
    if (node != null && !node.isArray()) {
      throw refused(at(field), node, "a list");
    }
    return node == null ? List.of() : node;
  }

  private Set<Map.Entry<String, JsonNode>> entries(String field) {
    JsonNode node = get(field);
    if (node != null && !node.isObject()) {
      throw refused(at(field), node, "an object");
    }
    return node == null ? Set.of() : node.properties();
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

package dev.vaultgate.api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object, taken one by one with their type checked; what was not taken is
 * left for {@code extra}. A member that is null counts as absent, as OpenAI counts it. Errors name
 * the member by its path, such as {@code messages[2].content}.
 */
final class Fields {

  private final ObjectNode object;
  private final String path;
  private final Set<String> taken = new HashSet<>();

  Fields(JsonNode node, String path) {
    if (!(node instanceof ObjectNode members)) {
      throw InvalidRequestException.value(path.isEmpty() ? "body" : path, kind(node), "an object");
    }
    this.object = members;
    this.path = path;
  }

  /** The path of a member, for errors. */
  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** Takes a member of any type; null when it is absent or null. */
  @Nullable JsonNode any(String name) {
    taken.add(name);
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  JsonNode required(String name) {
    JsonNode value = any(name);
    if (value == null) {
      throw InvalidRequestException.missing(path(name));
    }
    return value;
  }

  @Nullable String string(String name) {
    JsonNode value = any(name);
    if (value != null && !value.isTextual()) {
      throw InvalidRequestException.value(path(name), kind(value), "a string");
    }
    return value == null ? null : value.textValue();
  }

  String requiredString(String name) {
    required(name);
    String value = string(name);
    return value == null ? "" : value;
  }

  @Nullable Boolean bool(String name) {
    JsonNode value = any(name);
    if (value != null && !value.isBoolean()) {
      throw InvalidRequestException.value(path(name), kind(value), "true or false");
    }
    return value == null ? null : value.booleanValue();
  }

  @Nullable Double number(String name) {
    JsonNode value = any(name);
    if (value == null) {
      return null;
    }
    if (!value.isNumber() || Double.isInfinite(value.doubleValue())) {
      throw InvalidRequestException.value(path(name), kind(value), "a number");
    }
    return value.doubleValue();
  }

  @Nullable Integer integer(String name) {
    JsonNode value = any(name);
    if (value != null && !(value.isIntegralNumber() && value.canConvertToInt())) {
      throw InvalidRequestException.value(path(name), kind(value), "a whole number");
    }
    return value == null ? null : value.intValue();
  }

  @Nullable Long wholeNumber(String name) {
    JsonNode value = any(name);
    if (value != null && !(value.isIntegralNumber() && value.canConvertToLong())) {
      throw InvalidRequestException.value(path(name), kind(value), "a whole number");
    }
    return value == null ? null : value.longValue();
  }

  /** Takes an array; empty when absent. */
  List<JsonNode> array(String name) {
    JsonNode value = any(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw InvalidRequestException.value(path(name), kind(value), "an array");
    }
    List<JsonNode> elements = new ArrayList<>(value.size());
    value.forEach(elements::add);
    return elements;
  }

  /** Takes members without reading them, so that they do not become extra. */
  void skip(String... names) {
    taken.addAll(List.of(names));
  }

  /** What was not taken, in the order it was sent. */
  Map<String, JsonNode> rest() {
    Map<String, JsonNode> rest = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            member -> {
              if (!taken.contains(member.getKey())) {
                rest.put(member.getKey(), member.getValue());
              }
            });
    return rest;
  }

  /** The same without members that are null, for answers, where null says nothing. */
  Map<String, JsonNode> restWithoutNulls() {
    Map<String, JsonNode> rest = rest();
    rest.values().removeIf(JsonNode::isNull);
    return rest;
  }

  /** A value as an error shows it: scalars themselves, anything larger by its kind. */
  static String kind(JsonNode value) {
    return value.isObject() ? "an object" : value.isArray() ? "an array" : value.toString();
  }
}

package dev.vaultgate.client.roundtrip;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The leaves of a request by where they stand, without places in lists, so that one field of all
 * messages is one list of values. Spellings that mean the same are brought to one.
 */
final class Fields {

  private final Map<String, List<String>> values = new TreeMap<>();

  private Fields() {}

  static Fields of(ObjectNode request) {
    Fields fields = new Fields();
    request
        .properties()
        .forEach(
            member -> {
              if (!member.getKey().equals("model")) {
                fields.add(member.getKey(), member.getValue());
              }
            });
    return fields;
  }

  /** Where the other has other values. */
  Set<String> lostIn(Fields other) {
    Set<String> lost = new TreeSet<>();
    Set<String> names = new TreeSet<>(values.keySet());
    names.addAll(other.values.keySet());
    for (String name : names) {
      if (!values
          .getOrDefault(name, List.of())
          .equals(other.values.getOrDefault(name, List.of()))) {
        lost.add(name);
      }
    }
    return lost;
  }

  private void add(String path, JsonNode value) {
    if (value.isObject()) {
      value.properties().forEach(member -> add(path + "." + member.getKey(), member.getValue()));
    } else if (value.isArray()) {
      value.forEach(element -> add(path, element));
    } else if (!value.isNull()) {
      leaf(path, value);
    }
  }

  private void leaf(String path, JsonNode value) {
    String text = value.isNumber() ? String.valueOf(value.doubleValue()) : value.asText();
    switch (path) {
      case "messages.content" -> {
        put("messages.content.type", "text");
        put("messages.content.text", text);
      }
      case "messages.role" -> put(path, text.equals("developer") ? "system" : text);
      case "messages.tool_calls.function.arguments" -> put(path, parsed(text));
      case "tools.function.strict" -> put("tools.strict", text);
      default -> {
        if (isMeant(path, text)) {
          put(path, text);
        }
      }
    }
  }

  /** Labels of formats, what no dialect has otherwise, and what is so unless said. */
  private static boolean isMeant(String path, String text) {
    return !path.equals("response_format.json_schema.name")
        && !path.equals("response_format.json_schema.strict")
        && !path.endsWith(".additionalProperties")
        && !(path.equals("tool_choice") && text.equals("auto"))
        && !(path.equals("n") && text.equals("1.0"))
        && !path.equals("messages.reasoning_details.type");
  }

  private static String parsed(String json) {
    try {
      return Json.read(json).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private void put(String path, String value) {
    values.computeIfAbsent(path, absent -> new ArrayList<>()).add(value);
  }

  @Override
  public String toString() {
    return values.toString();
  }
}

package dev.vaultgate.examples.bench.report;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** Writes maps, collections, strings, numbers and booleans as JSON. */
final class Json {

  private Json() {}

  /** The text of a value; a number that is not finite becomes {@code null}. */
  static String of(Object value) {
    StringBuilder json = new StringBuilder();
    write(json, value, "");
    return json.append('\n').toString();
  }

  private static void write(StringBuilder json, Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      writeMap(json, map, indent);
    } else if (value instanceof Collection<?> collection) {
      writeCollection(json, collection, indent);
    } else if (value instanceof Double number) {
      json.append(Double.isFinite(number) ? String.valueOf(number) : "null");
    } else if (value instanceof Number || value instanceof Boolean) {
      json.append(value);
    } else {
      writeString(json, String.valueOf(value));
    }
  }

  private static void writeMap(StringBuilder json, Map<?, ?> map, String indent) {
    json.append('{');
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> entry = entries.next();
      json.append('\n').append(indent).append("  ");
      writeString(json, String.valueOf(entry.getKey()));
      json.append(": ");
      write(json, entry.getValue(), indent + "  ");
      json.append(entries.hasNext() ? "," : "\n" + indent);
    }
    json.append('}');
  }

  private static void writeCollection(StringBuilder json, Collection<?> values, String indent) {
    json.append('[');
    String separator = "";
    for (Object value : values) {
      json.append(separator);
      write(json, value, indent);
      separator = ", ";
    }
    json.append(']');
  }

  private static void writeString(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        default -> json.append(c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
      }
    }
    json.append('"');
  }
}

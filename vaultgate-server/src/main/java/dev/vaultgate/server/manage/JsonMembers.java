package dev.vaultgate.server.manage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonSyntaxException;
import dev.vaultgate.router.credit.Money;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object, taken one by one with their type checked. One that is null counts
 * as absent. What is wrong is an {@link InvalidRequestException} that names the member, its value
 * and what was expected. For one thread.
 */
public final class JsonMembers {

  private final ObjectNode object;
  private final Set<String> taken = new HashSet<>();

  private JsonMembers(ObjectNode object) {
    this.object = object;
  }

  /** Of the answer of a gateway, in which there may be more than is known. */
  public static JsonMembers of(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return new JsonMembers(object);
    }
    throw InvalidRequestException.value("body", kind(node), "an object");
  }

  /** Of a request, read strictly: no name twice, nothing behind the object. */
  static JsonMembers parse(byte[] body) {
    try {
      JsonIndex json = JsonIndex.parse(body);
      return of(json.tree(json.root()));
    } catch (JsonSyntaxException e) {
      throw InvalidRequestException.json("The body is not valid JSON: " + e.getMessage() + ".");
    }
  }

  public ObjectNode object() {
    return object;
  }

  /** Says that nothing else may be there: a slip in an optional name must not be silence. */
  public void end() {
    for (String name : (Iterable<String>) object::fieldNames) {
      if (!taken.contains(name)) {
        throw new InvalidRequestException(
            400, "unknown_parameter", name + ": there is no such field here", name);
      }
    }
  }

  /** What is there, of any type, or null. */
  @Nullable JsonNode any(String name) {
    taken.add(name);
    JsonNode value = object.get(name);
    return value == null || value.isNull() ? null : value;
  }

  public @Nullable String text(String name) {
    JsonNode value = any(name);
    if (value != null && !value.isTextual()) {
      throw InvalidRequestException.value(name, kind(value), "a string");
    }
    return value == null ? null : value.textValue();
  }

  public String requiredText(String name) {
    return required(name, text(name));
  }

  public boolean flag(String name, boolean otherwise) {
    JsonNode value = any(name);
    if (value != null && !value.isBoolean()) {
      throw InvalidRequestException.value(name, kind(value), "true or false");
    }
    return value == null ? otherwise : value.booleanValue();
  }

  public int integer(String name, int otherwise) {
    JsonNode value = any(name);
    if (value != null && !(value.isIntegralNumber() && value.canConvertToInt())) {
      throw InvalidRequestException.value(name, kind(value), "a whole number");
    }
    return value == null ? otherwise : value.intValue();
  }

  public long count(String name) {
    JsonNode value = any(name);
    if (value != null && !(value.isIntegralNumber() && value.canConvertToLong())) {
      throw InvalidRequestException.value(name, kind(value), "a whole number");
    }
    return value == null ? 0 : value.longValue();
  }

  /** A whole number, or null when it is absent. */
  public @Nullable Long whole(String name) {
    return any(name) == null ? null : Long.valueOf(count(name));
  }

  /** An object whose values are strings; empty when it is absent. */
  public Map<String, String> textMap(String name) {
    JsonNode value = any(name);
    if (value == null) {
      return Map.of();
    } else if (!value.isObject()) {
      throw InvalidRequestException.value(name, kind(value), "an object");
    }
    Map<String, String> texts = new TreeMap<>();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (!member.getValue().isTextual()) {
        throw InvalidRequestException.value(
            name + "." + member.getKey(), kind(member.getValue()), "a string");
      }
      texts.put(member.getKey(), member.getValue().textValue());
    }
    return texts;
  }

  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(name)) {
      if (!element.isTextual()) {
        throw InvalidRequestException.value(name, kind(element), "an array of strings");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** An array; empty when it is absent. */
  public List<JsonNode> array(String name) {
    JsonNode value = any(name);
    if (value == null) {
      return List.of();
    } else if (!value.isArray()) {
      throw InvalidRequestException.value(name, kind(value), "an array");
    }
    List<JsonNode> elements = new ArrayList<>(value.size());
    value.forEach(elements::add);
    return elements;
  }

  public JsonNode requiredAny(String name) {
    return required(name, any(name));
  }

  /** Dollars, as a string or a number; of a number, never all the zeros of its exponent. */
  public @Nullable Money dollars(String name) {
    JsonNode value = any(name);
    String expected = "dollars with at most 9 decimals, such as 12.34";
    if (value != null && !value.isTextual() && !value.isNumber()) {
      throw InvalidRequestException.value(name, kind(value), expected);
    }
    return value == null ? null : parsed(name, value.asText(), expected, Money::dollars);
  }

  public Money requiredDollars(String name) {
    return required(name, dollars(name));
  }

  public @Nullable Instant instant(String name) {
    String text = text(name);
    return text == null
        ? null
        : parsed(name, text, "a time such as 2027-01-31T12:00:00Z", Instant::parse);
  }

  public Instant requiredInstant(String name) {
    return required(name, instant(name));
  }

  /** What a text means to a function that refuses by {@link IllegalArgumentException}. */
  static <T> T parsed(String name, String text, String expected, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw InvalidRequestException.value(name, text, expected);
    }
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw InvalidRequestException.missing(name);
    }
    return value;
  }

  /** A value as an error shows it: scalars themselves, anything larger by its kind. */
  private static String kind(JsonNode value) {
    return value.isObject() ? "an object" : value.isArray() ? "an array" : value.toString();
  }
}

package dev.vaultgate.client;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonIndex.Kind;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Checked reads of a request's fields from its index. A null counts as absent, as OpenAI counts it.
 */
final class RequestFields {

  private static final int SHOWN_MAX = 60;

  private RequestFields() {}

  static String requiredText(JsonIndex json, String name) {
    int token = json.member(json.root(), name);
    if (json.isNothing(token)) {
      throw InvalidRequestException.missing(name);
    }
    if (!json.isString(token)) {
      throw wrong(json, token, name, "a string");
    }
    return json.text(token);
  }

  static boolean flag(JsonIndex json, int object, String name, String path) {
    int token = json.member(object, name);
    if (json.isNothing(token)) {
      return false;
    }
    return switch (json.kind(token)) {
      case TRUE -> true;
      case FALSE -> false;
      default -> throw wrong(json, token, path, "true or false");
    };
  }

  /** A whole number of 1 or more; null when absent. */
  static @Nullable Integer positive(JsonIndex json, String name, int max) {
    int token = json.member(json.root(), name);
    if (json.isNothing(token)) {
      return null;
    }
    long value = json.longOr(token, 0);
    if (value < 1 || value > max) {
      throw wrong(
          json,
          token,
          name,
          max == Integer.MAX_VALUE ? "a whole number, at least 1" : "a whole number, 1 to " + max);
    }
    return (int) value;
  }

  static void range(JsonIndex json, String name, int min, int max) {
    int token = json.member(json.root(), name);
    if (json.isNothing(token)) {
      return;
    }
    if (json.kind(token) != Kind.NUMBER || !within(json.source(token), min, max)) {
      throw wrong(json, token, name, min + " to " + max);
    }
  }

  private static boolean within(String number, int min, int max) {
    BigDecimal value = new BigDecimal(number);
    return value.compareTo(BigDecimal.valueOf(min)) >= 0
        && value.compareTo(BigDecimal.valueOf(max)) <= 0;
  }

  static InvalidRequestException wrong(JsonIndex json, int token, String path, String expected) {
    String shown =
        switch (json.kind(token)) {
          case OBJECT -> "an object";
          case ARRAY -> "an array";
          default -> json.source(token);
        };
    return InvalidRequestException.value(
        path, shown.length() > SHOWN_MAX ? shown.substring(0, SHOWN_MAX) + "…" : shown, expected);
  }
}

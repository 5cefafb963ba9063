package dev.vaultgate.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonIndex.Kind;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What no body may hold, whatever it asks for. */
final class ForbiddenFields {

  /** Fields that would name a host or a credential; nobody may set them from outside. */
  private static final Set<String> FORBIDDEN =
      Set.of("api_base", "base_url", "api_key", "custom_host", "headers", "extra_headers");

  /** Settings for some router are written no deeper, and the walk must end. */
  private static final int LEVELS_MAX = 16;

  private ForbiddenFields() {}

  /** Refuses a body that is no object, or that holds such a field outside the caller's own text. */
  static void check(JsonIndex json) {
    if (json.kind(json.root()) != Kind.OBJECT) {
      throw InvalidRequestException.json("The body is not a JSON object.");
    }
    refuse(json, json.root(), "", 0);
  }

  /** The same for a body that has been read, of which no part is a conversation. */
  static void check(JsonNode body) {
    refuse(body, "", 0);
  }

  private static void refuse(JsonNode value, String path, int level) {
    if (level > LEVELS_MAX) {
      return;
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (FORBIDDEN.contains(member.getKey())) {
        throw notAllowed(path + member.getKey());
      }
      refuse(member.getValue(), path + member.getKey() + ".", level + 1);
    }
    if (value.isArray()) {
      value.forEach(element -> refuse(element, path, level + 1));
    }
  }

  private static InvalidRequestException notAllowed(String field) {
    return new InvalidRequestException(
        400,
        "unknown_parameter",
        field + ": not allowed (expected: no address, credential or header in a request)",
        field);
  }

  private static void refuse(JsonIndex json, int object, String path, int level) {
    for (int name = json.firstChild(object); name >= 0; name = json.nextSibling(object, name + 1)) {
      if (level == 0 && isContent(json, name)) {
        continue;
      }
      String forbidden = forbidden(json, name);
      if (forbidden != null) {
        throw notAllowed(path + forbidden);
      }
      within(json, name + 1, path, name, level);
    }
  }

  private static void within(JsonIndex json, int value, String path, int name, int level) {
    if (level >= LEVELS_MAX) {
      return;
    }
    if (json.kind(value) == Kind.OBJECT) {
      refuse(json, value, path + json.text(name) + ".", level + 1);
    } else if (json.kind(value) == Kind.ARRAY) {
      for (int e = json.firstChild(value); e >= 0; e = json.nextSibling(value, e)) {
        within(json, e, path, name, level + 1);
      }
    }
  }

  /** The forbidden name that this is, however it is written; null for any other. */
  private static @Nullable String forbidden(JsonIndex json, int name) {
    for (String forbidden : FORBIDDEN) {
      if (json.textEquals(name, forbidden)) {
        return forbidden;
      }
    }
    if (isEscaped(json, name)) {
      String text = json.text(name);
      return FORBIDDEN.contains(text) ? text : null;
    }
    return null;
  }

  private static boolean isEscaped(JsonIndex json, int name) {
    for (int i = json.start(name) + 1; i < json.end(name) - 1; i++) {
      if (json.bytes()[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /** Members whose inside is the caller's own text, where any name may stand. */
  private static boolean isContent(JsonIndex json, int name) {
    return json.textEquals(name, "messages")
        || json.textEquals(name, "tools")
        || json.textEquals(name, "response_format")
        || json.textEquals(name, "input")
        || json.textEquals(name, "metadata");
  }
}

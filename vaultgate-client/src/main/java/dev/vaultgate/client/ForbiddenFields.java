package dev.vaultgate.client;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.client.json.JsonIndex;
import dev.vaultgate.client.json.JsonIndex.Kind;
import java.util.Set;

/** What no body may hold, whatever it asks for. */
final class ForbiddenFields {

  /** Fields that would name a host or a credential; nobody may set them from outside. */
  private static final Set<String> FORBIDDEN =
      Set.of("api_base", "base_url", "api_key", "custom_host", "headers", "extra_headers");

  private ForbiddenFields() {}

  /** Refuses a body that is no object, or that holds such a field outside the caller's own text. */
  static void check(JsonIndex json) {
    if (json.kind(json.root()) != Kind.OBJECT) {
      throw InvalidRequestException.json("The body is not a JSON object.");
    }
    refuse(json, json.root(), "", 0);
  }

  private static void refuse(JsonIndex json, int object, String path, int level) {
    for (int name = json.firstChild(object); name >= 0; name = json.nextSibling(object, name + 1)) {
      if (level == 0 && isContent(json, name)) {
        continue;
      }
      for (String forbidden : FORBIDDEN) {
        if (json.textEquals(name, forbidden)) {
          String field = path + forbidden;
          throw new InvalidRequestException(
              400,
              "unknown_parameter",
              field + ": not allowed (expected: no address, credential or header in a request)",
              field);
        }
      }
      if (level == 0 && json.kind(name + 1) == Kind.OBJECT) {
        refuse(json, name + 1, json.text(name) + ".", level + 1);
      }
    }
  }

  /** Members whose inside is the caller's own text, where any name may stand. */
  private static boolean isContent(JsonIndex json, int name) {
    return json.textEquals(name, "messages")
        || json.textEquals(name, "tools")
        || json.textEquals(name, "response_format")
        || json.textEquals(name, "metadata");
  }
}

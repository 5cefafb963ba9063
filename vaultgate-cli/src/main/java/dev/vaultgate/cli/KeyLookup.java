package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the key that a user means: by its id, or by its name where that is enough. */
final class KeyLookup {

  static final String DESCRIPTION = "The key's id, or its name if no other key in use has it.";

  private static final Pattern ID = Pattern.compile("key_[0-9a-f]{16}");

  private KeyLookup() {}

  /**
   * The key of this id, or the only one of this name.
   *
   * @throws CommandFailure when there is none, or the name is that of several
   */
  static ObjectNode find(Administration administration, String idOrName) {
    return ID.matcher(idOrName).matches()
        ? (ObjectNode) administration.get(ApiPath.of("/keys/{}", idOrName))
        : named(administration.list("/keys"), idOrName);
  }

  /** The id of that key. */
  static String id(Administration administration, String idOrName) {
    return ID.matcher(idOrName).matches()
        ? idOrName
        : find(administration, idOrName).path("id").asText();
  }

  private static ObjectNode named(List<ObjectNode> keys, String name) {
    List<ObjectNode> found =
        keys.stream()
            .filter(key -> key.path("name").asText().equals(name))
            .filter(key -> !key.path("state").asText().equals("revoked"))
            .toList();
    if (found.isEmpty()) {
      throw CommandFailure.notFound("there is no key in use with the id or name " + name);
    }
    if (found.size() > 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "several keys have the name "
              + name
              + " (expected: an id, one of "
              + String.join(", ", found.stream().map(key -> key.path("id").asText()).toList())
              + ")");
    }
    return found.get(0);
  }
}

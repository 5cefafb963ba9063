package dev.vaultgate.cli;

import dev.vaultgate.router.account.KeyState;
import dev.vaultgate.server.admin.Administration;
import dev.vaultgate.server.admin.KeyView;
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
  static KeyView find(Administration administration, String idOrName) {
    return ID.matcher(idOrName).matches()
        ? administration.key(idOrName)
        : named(administration.keys(), idOrName);
  }

  private static KeyView named(List<KeyView> keys, String name) {
    List<KeyView> found =
        keys.stream()
            .filter(key -> key.name().equals(name) && key.state() != KeyState.REVOKED)
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
              + String.join(", ", found.stream().map(KeyView::id).toList())
              + ")");
    }
    return found.get(0);
  }
}

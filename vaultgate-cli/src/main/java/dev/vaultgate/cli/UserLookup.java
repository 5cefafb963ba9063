package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the user that somebody means: by his id, or by his address. */
final class UserLookup {

  static final String DESCRIPTION = "The user's id, or his address.";

  private static final Pattern ID = Pattern.compile("user_[0-9a-f]{24}");

  private UserLookup() {}

  /**
   * The user of this id or address.
   *
   * @throws CommandFailure when there is none
   */
  static ObjectNode find(Administration administration, String idOrEmail) {
    if (ID.matcher(idOrEmail).matches()) {
      return (ObjectNode) administration.get(ApiPath.of("/users/{}", idOrEmail));
    }
    List<ObjectNode> found =
        administration.list(
            ApiPath.with("/users").query("text", idOrEmail).query("limit", 1_000).toString());
    return found.stream()
        .filter(user -> user.path("email").asText().equalsIgnoreCase(idOrEmail))
        .findFirst()
        .orElseThrow(
            () -> CommandFailure.notFound("there is no user with the id or address " + idOrEmail));
  }

  /** The id of that user. */
  static String id(Administration administration, String idOrEmail) {
    return ID.matcher(idOrEmail).matches()
        ? idOrEmail
        : find(administration, idOrEmail).path("id").asText();
  }
}

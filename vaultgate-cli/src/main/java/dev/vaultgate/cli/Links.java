package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** Links by which a user chooses a password, as people are told them. */
final class Links {

  private Links() {}

  /** What to tell of a link of an answer. */
  static String text(Administration administration, JsonNode link) {
    String address = administration.address();
    return "Send this link%s, which is not shown again and void after %s:%n%n  %s%n"
        .formatted(
            address.isEmpty() ? " with the server's address before it" : "",
            Times.seconds(link.path("expires_at")),
            address + link.path("link").asText());
  }
}

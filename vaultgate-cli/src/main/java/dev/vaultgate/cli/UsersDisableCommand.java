package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a user in no longer. */
@Command(
    name = "disable",
    description = "End a user's logins, and let him and his keys in no longer.")
final class UsersDisableCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "USER", description = UserLookup.DESCRIPTION)
  private String user;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      String id = UserLookup.id(administration, user);
      JsonNode changed = administration.post(ApiPath.of("/users/{}/disable", id));
      output.print(
          changed, "User %s (%s) is disabled.".formatted(id, changed.path("email").asText()));
    }
  }
}

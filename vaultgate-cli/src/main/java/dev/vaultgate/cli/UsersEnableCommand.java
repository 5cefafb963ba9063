package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets a user in again. */
@Command(name = "enable", description = "Let a disabled user and his keys in again.")
final class UsersEnableCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(paramLabel = "USER", description = UserLookup.DESCRIPTION)
  private String user;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      String id = UserLookup.id(administration, user);
      JsonNode changed = administration.post(ApiPath.of("/users/{}/enable", id));
      output.print(
          changed, "User %s (%s) is enabled.".formatted(id, changed.path("email").asText()));
    }
  }
}

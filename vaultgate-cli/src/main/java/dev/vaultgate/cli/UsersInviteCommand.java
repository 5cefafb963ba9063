package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Invites a user. */
@Command(
    name = "invite",
    description = "Make a user who chooses a password by a link, which is good once, for a week.")
final class UsersInviteCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;
  @Mixin private UserOptions user;

  @Override
  public void run() {
    try (Administration administration = place.openOrMake()) {
      JsonNode link = administration.post("/users/invitations", user.body());
      output.print(
          link,
          "Invited %s (%s).%n%n%s"
              .formatted(
                  link.path("user").path("id").asText(),
                  link.path("user").path("email").asText(),
                  Links.text(administration, link)));
    }
  }
}

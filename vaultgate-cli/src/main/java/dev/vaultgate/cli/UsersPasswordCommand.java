package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Gives a user another password, or a link to choose one. */
@Command(
    name = "password",
    description = "Give a user another password, which ends his logins, or a link to choose one.")
final class UsersPasswordCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;
  @Mixin private PasswordOption password;

  @Parameters(paramLabel = "USER", description = UserLookup.DESCRIPTION)
  private String user;

  @Option(
      names = "--link",
      description = "Show a link by which he chooses one, good once, for a week.")
  private boolean link;

  @Override
  public void run() {
    String given = password.read();
    if (link && given != null) {
      throw CommandFailure.option("--link", "beside --password-stdin", "one of the two");
    }
    try (Administration administration = place.open()) {
      String id = UserLookup.id(administration, user);
      if (link) {
        JsonNode made = administration.post(ApiPath.of("/users/{}/link", id));
        output.print(made, Links.text(administration, made));
        return;
      }
      JsonNode changed =
          administration.post(
              ApiPath.of("/users/{}/password", id), Json.object().put("password", given));
      String text =
          "User %s (%s) has another password; his logins have ended."
              .formatted(id, changed.path("email").asText());
      String shown = changed.path("password").asText();
      output.print(
          changed,
          shown.isEmpty() ? text : "%s It is not shown again:%n%n  %s%n".formatted(text, shown));
    }
  }
}

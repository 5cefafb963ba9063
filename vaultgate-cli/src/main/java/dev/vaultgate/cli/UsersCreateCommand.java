package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.credit.Money;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a user. */
@Command(
    name = "create",
    description = "Make a user who can sign in at once, and his account.",
    footer = {
      "",
      "For example, a team with 5 dollars and a key that is limited:",
      "  vaultgate users create --email team@example.com --credit 5",
      "  vaultgate keys create --name team --user team@example.com --rpm 60"
    })
final class UsersCreateCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;
  @Mixin private UserOptions user;
  @Mixin private PasswordOption password;

  @Option(
      names = "--credit",
      paramLabel = "USD",
      description = "What his account starts with, in dollars.")
  private @Nullable String credit;

  @Override
  public void run() {
    Money amount = credit == null ? null : Amounts.aboveZero("--credit", credit);
    try (Administration administration = place.openOrMake()) {
      ObjectNode made =
          (ObjectNode) administration.post("/users", user.body().put("password", password.read()));
      String has = amount == null ? "" : " with " + give(administration, made, amount);
      String account = made.path("account").asText();
      String text =
          "Made user %s (%s), who owns the account %s%s."
              .formatted(made.path("id").asText(), made.path("email").asText(), account, has);
      String shown = made.path("password").asText();
      output.print(
          made,
          shown.isEmpty()
              ? text
              : "%s This is the password, which is not shown again:%n%n  %s%n"
                  .formatted(text, shown));
    }
  }

  /** Gives the account its credit, and says in the answer what it has. */
  private static Money give(Administration administration, ObjectNode made, Money amount) {
    JsonNode topUp =
        administration.post(
            "/credits/top-ups",
            Json.object()
                .put("account", made.path("account").asText())
                .put("amount", amount.toDollars().toPlainString())
                .put("reference", "start of " + made.path("id").asText())
                .put("note", "Credit to start with"));
    made.set("available", topUp.path("available"));
    return Amounts.of(topUp.path("available"));
  }
}

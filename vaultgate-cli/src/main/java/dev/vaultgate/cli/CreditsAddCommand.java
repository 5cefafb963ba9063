package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.credit.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds credit. */
@Command(name = "add", description = "Add credit to an account.")
final class CreditsAddCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The account's name.")
  private String name;

  @Parameters(index = "1", paramLabel = "USD", description = "How much, in dollars.")
  private String dollars;

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      description = "Names this top-up; the same one again adds nothing (else a new name).")
  private @Nullable String reference;

  @Option(names = "--note", paramLabel = "TEXT", description = "What it is for, for people.")
  private String note = "";

  @Override
  public void run() {
    Money amount = Amounts.aboveZero("USD", dollars);
    String once = reference == null ? "cli:" + UUID.randomUUID() : reference;
    try (Administration administration = place.open()) {
      JsonNode topUp =
          administration.post(
              "/credits/top-ups",
              Json.object()
                  .put("account", name)
                  .put("amount", amount.toDollars().toPlainString())
                  .put("reference", once)
                  .put("note", note));
      output.print(
          topUp,
          "%s %s now has %s available."
              .formatted(
                  topUp.path("added").asBoolean()
                      ? "Added " + amount + "."
                      : "Nothing was added: this reference was used before.",
                  name,
                  Amounts.of(topUp.path("available"))));
      if (topUp.path("unlimited").asBoolean()) {
        output.note("account " + name + " needs no credit");
      }
    }
  }
}

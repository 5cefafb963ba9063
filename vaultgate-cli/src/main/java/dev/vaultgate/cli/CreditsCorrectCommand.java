package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.credit.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Corrects credit. */
@Command(
    name = "correct",
    description = {
      "Set an account's credit right by a new entry; what was entered before stays.",
      "Example: vaultgate credits correct team --take 2.50 --note \"paid twice\""
    })
final class CreditsCorrectCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(index = "0", paramLabel = "ACCOUNT", description = "The account's name.")
  private String name;

  @ArgGroup(multiplicity = "1")
  private Way way = new Way();

  /** One of the two. */
  static final class Way {
    @Option(names = "--give", paramLabel = "USD", description = "Give this much, in dollars.")
    private @Nullable String give;

    @Option(
        names = "--take",
        paramLabel = "USD",
        description = "Take this much back, in dollars; nothing if less is available.")
    private @Nullable String take;
  }

  @Option(names = "--partly", description = "Take what is available if that is less.")
  private boolean partly;

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      description = "Names this correction; the same one again changes nothing (else a new name).")
  private @Nullable String reference;

  @Option(
      names = "--note",
      paramLabel = "TEXT",
      description = "What it is for, shown to the account's owner.")
  private String note = "";

  @Override
  public void run() {
    Money amount =
        way.give == null
            ? Amounts.aboveZero("--take", String.valueOf(way.take)).negated()
            : Amounts.aboveZero("--give", way.give);
    if (partly && way.give != null) {
      throw CommandFailure.option("--partly", "given", "--take beside it");
    }
    try (Administration administration = place.open()) {
      JsonNode corrected =
          administration.post(
              "/credits/corrections",
              Json.object()
                  .put("account", name)
                  .put("amount", amount.toDollars().toPlainString())
                  .put("reference", reference == null ? "cli:" + UUID.randomUUID() : reference)
                  .put("note", note)
                  .put("partly", partly));
      Money moved = Amounts.of(corrected.path("amount"));
      output.print(
          corrected,
          "%s %s now has %s available."
              .formatted(
                  corrected.path("corrected").asBoolean()
                      ? (moved.isNegative() ? "Took " + moved.negated() : "Gave " + moved) + "."
                      : "Nothing was changed: this reference was used before.",
                  name,
                  Amounts.of(corrected.path("available"))));
    }
  }
}

package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.credit.Money;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes codes. */
@Command(
    name = "create",
    description = {
      "Make codes; they are shown this once.",
      "Example: vaultgate codes create 5 --count 20 --expires 2027-12-31 --note workshop"
    })
final class CodesCreateCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Parameters(index = "0", paramLabel = "USD", description = "What each is worth, in dollars.")
  private String dollars;

  @Option(names = "--count", paramLabel = "N", description = "How many codes (else 1).")
  private int count = 1;

  @Option(
      names = "--uses",
      paramLabel = "N",
      description = "How many accounts may redeem each, each once (else 1).")
  private int uses = 1;

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "When they stop working, such as 2027-12-31.")
  private @Nullable String expires;

  @Option(names = "--note", paramLabel = "TEXT", description = "What they are for, for people.")
  private String note = "";

  @Override
  public void run() {
    Money amount = Amounts.aboveZero("USD", dollars);
    ObjectNode spec =
        Json.object()
            .put("amount", amount.toDollars().toPlainString())
            .put("count", count)
            .put("uses", uses)
            .put("note", note);
    if (expires != null) {
      spec.put("expires_at", Times.instant("--expires", expires).toString());
    }
    try (Administration administration = place.openOrMake()) {
      JsonNode made = administration.post("/codes", spec).path("data");
      StringBuilder text = new StringBuilder();
      made.forEach(code -> text.append(code.path("code").asText()).append('\n'));
      output.print(made, text.substring(0, text.length() - 1));
      if (!output.isJson()) {
        output.note(
            "worth %s each, batch %s; nobody will see them again"
                .formatted(amount, made.path(0).path("batch").asText()));
      }
    }
  }
}

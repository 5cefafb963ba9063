package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.credit.EntryKind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists what moved credit. */
@Command(name = "entries", description = "List what gave, took and used credit, newest first.")
final class CreditsEntriesCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;
  @Mixin private LastOption last;

  @Parameters(arity = "0..1", paramLabel = "ACCOUNT", description = "Only of this account.")
  private @Nullable String name;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only topup, correction, withdrawal or charge.")
  private @Nullable EntryKind kind;

  @Override
  public void run() {
    ArrayNode tree = Json.mapper().createArrayNode();
    Table table = Table.of("AT", "ACCOUNT", "KIND", "AMOUNT", "NOTE");
    ApiPath path =
        ApiPath.with("/credits/entries")
            .query("account", name)
            .query("kind", kind == null ? null : kind.word())
            .query("limit", last.count());
    try (Administration administration = place.open()) {
      for (ObjectNode entry : administration.list(path.toString())) {
        tree.add(entry);
        table.row(
            Times.seconds(entry.path("at")),
            entry.path("account").asText(),
            entry.path("kind").asText(),
            Amounts.of(entry.path("amount")),
            note(entry));
      }
    }
    output.table(tree, table, "No credit has moved. Add some with: credits add ACCOUNT USD");
  }

  /** What a person would look for: the note, or the request that was paid for. */
  private static String note(ObjectNode entry) {
    String note = entry.path("note").asText();
    return note.isEmpty() ? entry.path("request_id").asText() : note;
  }
}

package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists changes. */
@Command(
    name = "list",
    description = "List changes, newest first; --json shows each before and after.",
    footer = {"", "For example: vaultgate audit list --action changeKey --from 2027-01-31"})
final class AuditListCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;
  @Mixin private LastOption last;

  @Option(
      names = "--actor",
      paramLabel = "USER",
      description = "Only by this user, by his id or address, or by operator.")
  private @Nullable String actor;

  @Option(
      names = "--action",
      paramLabel = "NAME",
      description = "Only this operation of the API, such as createKey.")
  private @Nullable String action;

  @Option(names = "--object", paramLabel = "ID", description = "Only of what has this id or name.")
  private @Nullable String object;

  @Option(names = "--from", paramLabel = "DATE", description = "Only from this date or time on.")
  private @Nullable String from;

  @Option(names = "--until", paramLabel = "DATE", description = "Only before this date or time.")
  private @Nullable String until;

  @Override
  public void run() {
    ArrayNode tree = Json.mapper().createArrayNode();
    Table table = Table.of("TIME", "ACTOR", "ACTION", "OBJECT", "CHANGED", "ADDRESS");
    try (Administration administration = place.open()) {
      String by = actor;
      if (by != null && by.contains("@")) {
        by = UserLookup.id(administration, by);
      }
      ApiPath path =
          ApiPath.with("/audit")
              .query("actor", by)
              .query("action", action)
              .query("object", object)
              .query("from", from == null ? null : Times.instant("--from", from))
              .query("until", until == null ? null : Times.instant("--until", until))
              .query("limit", last.count());
      for (ObjectNode entry : administration.list(path.toString())) {
        tree.add(entry);
        table.row(
            Times.seconds(entry.path("at")),
            entry.path("actor").asText(),
            entry.path("action").asText(),
            entry.path("object").asText(),
            changed(entry.path("before"), entry.path("after")),
            entry.path("address").asText());
      }
    }
    output.table(tree, table, "Nothing was changed, as far as that was asked.");
  }

  /** The names of the members that are not as they were. */
  private static String changed(JsonNode before, JsonNode after) {
    if (!before.isObject() || !after.isObject()) {
      return "";
    }
    List<String> names = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : after.properties()) {
      if (!member.getValue().equals(before.path(member.getKey()))) {
        names.add(member.getKey());
      }
    }
    return String.join(", ", names);
  }
}

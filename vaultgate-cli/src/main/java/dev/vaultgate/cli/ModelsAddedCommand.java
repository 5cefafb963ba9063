package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.api.json.Json;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists what was added to the configured models. */
@Command(
    name = "added",
    description = "List the models and aliases that were added beside the configuration.")
final class ModelsAddedCommand implements Runnable {

  @Mixin private AdministrationOption place;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Administration administration = place.open()) {
      ArrayNode json = Json.mapper().createArrayNode();
      Table table = Table.of("NAME", "MEANS", "PRICE");
      for (ObjectNode entry : administration.list("/models")) {
        json.add(entry);
        table.row(
            entry.path("name").asText(),
            words(entry.path(entry.has("targets") ? "targets" : "deployments")),
            price(entry.path("price")));
      }
      output.table(json, table, "Nothing was added.");
    }
  }

  private static String words(JsonNode places) {
    return StreamSupport.stream(places.spliterator(), false)
        .map(
            place ->
                place.isTextual()
                    ? place.asText()
                    : place.path("provider").asText() + "/" + place.path("model").asText())
        .collect(Collectors.joining(", "));
  }

  private static String price(JsonNode price) {
    return StreamSupport.stream(((Iterable<String>) price::fieldNames).spliterator(), false)
        .map(name -> name + " " + price.path(name).asText())
        .collect(Collectors.joining(", "));
  }
}

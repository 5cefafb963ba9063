package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists providers. */
@Command(name = "list", description = "List the enabled providers, or all that are known.")
final class ProvidersListCommand implements Runnable {

  @Mixin private CatalogOption configured;
  @Mixin private ServerOption server;
  @Mixin private Output output;

  @Option(names = "--all", description = "List every provider that is known.")
  private boolean all;

  @Override
  public void run() {
    JsonNode list = new KnownProviders(configured, server).list(all);
    Table table = Table.of("ID", "WIRE", "STATE", "KEY VARIABLE", "ADDRESS");
    for (JsonNode provider : list) {
      table.row(
          provider.path("id").asText(),
          provider.path("wire").asText(),
          provider.path("enabled").asBoolean() ? "on" : "off",
          StreamSupport.stream(provider.path("key_variables").spliterator(), false)
              .map(JsonNode::asText)
              .collect(Collectors.joining(", ")),
          provider.path("base_url").asText(""));
    }
    output.table(list, table, "No provider: " + CatalogOption.NOBODY);
  }
}

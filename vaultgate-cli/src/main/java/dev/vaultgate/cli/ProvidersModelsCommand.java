package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Asks a provider what it serves. */
@Command(
    name = "models",
    description = "Ask a provider which models it serves now, and tell which are catalogued.")
final class ProvidersModelsCommand implements Runnable {

  @Mixin private CatalogOption configured;
  @Mixin private ServerOption server;
  @Mixin private Output output;

  @Parameters(paramLabel = "ID", description = "The provider's id, such as openai.")
  private String id;

  @Override
  public void run() {
    JsonNode models = new KnownProviders(configured, server).models(id);
    Table table = Table.of("MODEL", "CATALOGUED AS");
    models.forEach(model -> table.row(model.path("model").asText(), model.path("id").asText("-")));
    output.table(models, table, "The provider lists no model.");
  }
}

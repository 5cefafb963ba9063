package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one provider. */
@Command(
    name = "show",
    description =
        "Show what is known of one provider, and whether its key is there; never the key.")
final class ProvidersShowCommand implements Runnable {

  @Mixin private CatalogOption configured;
  @Mixin private ServerOption server;
  @Mixin private Output output;

  @Parameters(paramLabel = "ID", description = "The provider's id, such as openai.")
  private String id;

  @Override
  public void run() {
    output.properties((ObjectNode) new KnownProviders(configured, server).show(id));
  }
}

package dev.vaultgate.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vaultgate.api.json.Json;
import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists providers. */
@Command(name = "list", description = "List the enabled providers, or all that are known.")
final class ProvidersListCommand implements Runnable {

  @Mixin private CatalogOption configured;
  @Mixin private Output output;

  @Option(names = "--all", description = "List every provider that is known.")
  private boolean all;

  private final ArrayNode tree = Json.mapper().createArrayNode();
  private final Table table = Table.of("ID", "WIRE", "STATE", "KEY VARIABLE", "ADDRESS");

  @Override
  public void run() {
    List<ProviderRow> enabled;
    try (Router router = configured.open()) {
      enabled = router.catalog().providers();
    }
    enabled.forEach(row -> add(row, true));
    if (all) {
      Set<String> ids = enabled.stream().map(ProviderRow::id).collect(Collectors.toSet());
      ProviderRegistry.builtIn().rows().stream()
          .filter(row -> !ids.contains(row.id()))
          .forEach(row -> add(row, false));
    }
    output.table(tree, table, "No provider: " + CatalogOption.NOBODY);
  }

  private void add(ProviderRow row, boolean enabled) {
    List<String> variables = row.environment().keys();
    tree.addObject()
        .put("id", row.id())
        .put("name", row.name())
        .put("wire", row.wire())
        .put("enabled", enabled)
        .put("base_url", row.baseUrl())
        .set("key_variables", Output.array(variables));
    table.row(
        row.id(),
        row.wire(),
        enabled ? "on" : "off",
        String.join(", ", variables),
        row.baseUrl() == null ? "" : row.baseUrl());
  }
}

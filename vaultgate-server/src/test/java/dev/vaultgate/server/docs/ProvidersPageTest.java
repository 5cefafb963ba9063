package dev.vaultgate.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vaultgate.router.Router;
import dev.vaultgate.router.catalog.Capability;
import dev.vaultgate.router.catalog.Catalog;
import dev.vaultgate.router.catalog.CatalogBuilder;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.catalog.PublicModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The page that lists providers and wires is made of the registry; this test makes and checks it.
 */
class ProvidersPageTest {

  private static final Path PAGE = Path.of("..", "docs", "providers.md");

  private static final String COMMAND =
      "mvn -q -pl vaultgate-server -am test -Dtest=ProvidersPageTest -Dvaultgate.docs=write"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  /** Models are counted as of a day, so that the page does not change with the calendar. */
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  private static final List<String> ENDPOINTS = List.of("chat", "images", "embeddings");

  private final ProviderRegistry registry = ProviderRegistry.builtIn();

  @Test
  void pageIsWhatTheRegistrySays() throws IOException {
    String page = page();
    if ("write".equals(System.getProperty("vaultgate.docs"))) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/providers.md is stale; make it anew with: " + COMMAND)
        .isEqualTo(page);
  }

  @Test
  void everyProviderSpeaksAWireThatIsThere() {
    assertThat(registry.rows())
        .filteredOn(row -> !row.id().equals("demo"))
        .allSatisfy(row -> assertThat(Router.builder().wires()).contains(row.wire()));
  }

  private String page() {
    StringBuilder page = new StringBuilder();
    page.append("# Providers and wires\n\n")
        .append(
            "Made from the registry by a test, which fails when this page is stale; to make it anew:\n\n")
        .append("```sh\n")
        .append(COMMAND)
        .append("\n```\n\n")
        .append(
            "A *wire* is a dialect, and code; a *provider* is a row of data. [How to add one](add-a-provider.md).\n\n")
        .append("## Wires\n\n| wire | providers | endpoints |\n|---|---:|---|\n");
    wires().forEach((wire, rows) -> page.append(wireLine(wire, rows)));
    page.append("\n## Providers\n\n")
        .append("A provider is on when its variable is set, or when `vaultgate.yaml` names it. ")
        .append(
            "Models are those of the catalogue; tools, vision and reasoning say how many of them are known to have these.\n\n")
        .append(
            "| provider | id | wire | endpoints | variable | models | tools | vision | reasoning |\n")
        .append("|---|---|---|---|---|---:|---:|---:|---:|\n");
    Map<String, List<Deployment>> deployments = deployments();
    registry.rows().stream()
        .filter(row -> !row.id().equals("demo"))
        .forEach(row -> page.append(line(row, deployments.getOrDefault(row.id(), List.of()))));
    return page.toString();
  }

  private Map<String, List<ProviderRow>> wires() {
    return registry.rows().stream()
        .filter(row -> !row.id().equals("demo"))
        .collect(Collectors.groupingBy(ProviderRow::wire, TreeMap::new, Collectors.toList()));
  }

  private static String wireLine(String wire, List<ProviderRow> rows) {
    String endpoints =
        ENDPOINTS.stream()
            .filter(endpoint -> rows.stream().anyMatch(row -> row.has(endpoint)))
            .collect(Collectors.joining(", "));
    return "| `%s` | %d | %s |\n".formatted(wire, rows.size(), endpoints);
  }

  private static String line(ProviderRow row, List<Deployment> models) {
    List<String> endpoints = new ArrayList<>(ENDPOINTS);
    endpoints.removeIf(endpoint -> !row.has(endpoint));
    String identity = row.identity() == null ? "" : "an identity (" + row.identity() + ")";
    String variable =
        row.environment().keys().isEmpty() ? identity : "`" + row.environment().keys().get(0) + "`";
    return "| %s | `%s` | %s | %s | %s | %d | %d | %d | %d |\n"
        .formatted(
            row.name() + (row.restricted() ? " (only when named)" : ""),
            row.id(),
            row.wire(),
            String.join(", ", endpoints),
            variable,
            models.size(),
            with(models, Capability.TOOLS),
            with(models, Capability.VISION),
            with(models, Capability.REASONING));
  }

  private static long with(List<Deployment> models, Capability capability) {
    return models.stream().filter(d -> d.traits().capabilities().contains(capability)).count();
  }

  private Map<String, List<Deployment>> deployments() {
    CatalogBuilder catalog = Catalog.builder(registry);
    registry.rows().stream().map(ProviderRow::id).forEach(catalog::enable);
    Map<String, List<Deployment>> byProvider = new HashMap<>();
    for (PublicModel model : catalog.build().models(DAY)) {
      for (Deployment deployment : model.deployments()) {
        byProvider
            .computeIfAbsent(deployment.provider(), provider -> new ArrayList<>())
            .add(deployment);
      }
    }
    return byProvider;
  }
}

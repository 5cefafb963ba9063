package dev.vaultgate.cli;

import dev.vaultgate.router.catalog.Catalog;
import dev.vaultgate.router.catalog.CatalogBuilder;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ProviderRegistry;
import dev.vaultgate.router.catalog.ProviderRow;
import dev.vaultgate.router.catalog.PublicModel;
import dev.vaultgate.router.time.SystemTime;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** The models of every known provider, whether its key is there or not. */
record KnownModels(Catalog catalog, LocalDate today) {

  static KnownModels all() {
    ProviderRegistry registry = ProviderRegistry.builtIn();
    CatalogBuilder catalog = Catalog.builder(registry);
    registry.rows().stream().map(ProviderRow::id).forEach(catalog::enable);
    return new KnownModels(catalog.build(), SystemTime.system().today());
  }

  /** Whether a model has this very id. */
  boolean has(String id) {
    return catalog.resolve(id, today).model().filter(model -> model.id().equals(id)).isPresent();
  }

  /** The providers of the model that a name means; empty when it means none. */
  String providers(String name) {
    return catalog.resolve(name, today).model().stream()
        .map(PublicModel::deployments)
        .flatMap(List::stream)
        .map(Deployment::provider)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** The canonical id, or near ones, in brackets; empty when there is nothing to suggest. */
  String suggestion(String name) {
    List<String> near =
        catalog
            .resolve(name, today)
            .model()
            .map(model -> List.of(model.id()))
            .orElseGet(() -> catalog.near(name, today, model -> true));
    return near.isEmpty() ? "" : " (did you mean " + String.join(" or ", near) + "?)";
  }
}

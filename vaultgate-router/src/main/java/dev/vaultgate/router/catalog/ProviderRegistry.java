package dev.vaultgate.router.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The providers that are known, in the order in which a model's deployments are tried: those who
 * make models before those who host them. Immutable.
 */
public final class ProviderRegistry {

  private final Map<String, ProviderRow> byId;
  private final Map<String, ProviderRow> byName;

  private ProviderRegistry(Map<String, ProviderRow> byId) {
    this.byId = Collections.unmodifiableMap(byId);
    this.byName = new LinkedHashMap<>(byId);
    for (ProviderRow row : byId.values()) {
      row.aliases().forEach(alias -> addAlias(alias, row));
    }
  }

  /** The rows that come with this module. Read at the first call. */
  public static ProviderRegistry builtIn() {
    return BuiltIn.REGISTRY;
  }

  /**
   * A registry of these rows.
   *
   * @throws IllegalArgumentException if two of them share an id or an alias
   */
  public static ProviderRegistry of(List<ProviderRow> rows) {
    Map<String, ProviderRow> byId = new LinkedHashMap<>();
    for (ProviderRow row : rows) {
      if (byId.put(row.id(), row) != null) {
        throw new IllegalArgumentException("provider id: " + row.id() + " (expected: once)");
      }
    }
    return new ProviderRegistry(byId);
  }

  /** This registry with {@code row} in the place of the row of the same id, or at the end. */
  public ProviderRegistry with(ProviderRow row) {
    Map<String, ProviderRow> rows = new LinkedHashMap<>(byId);
    rows.put(row.id(), row);
    return new ProviderRegistry(rows);
  }

  /** All rows, in order. */
  public List<ProviderRow> rows() {
    return List.copyOf(byId.values());
  }

  /** The provider of this id or alias. */
  public Optional<ProviderRow> find(String idOrAlias) {
    return Optional.ofNullable(byName.get(idOrAlias));
  }

  /**
   * The provider of this id or alias.
   *
   * @throws IllegalArgumentException if there is none; the message suggests the nearest
   */
  public ProviderRow get(String idOrAlias) {
    return find(idOrAlias)
        .orElseThrow(
            () -> {
              List<String> near = NearNames.of(idOrAlias, byName.keySet());
              return new IllegalArgumentException(
                  "provider: "
                      + idOrAlias
                      + " is not known (expected: an id of the registry"
                      + (near.isEmpty()
                          ? ")"
                          : "; did you mean " + String.join(", ", near) + "?)"));
            });
  }

  /**
   * The providers that an environment enables, in order: those of which a variable that holds a key
   * is set. Restricted ones, and ones whose variables serve other ends too, are not among them; an
   * operator names those.
   */
  public List<Found> enabledBy(Map<String, String> environment) {
    List<Found> found = new ArrayList<>();
    for (ProviderRow row : byId.values()) {
      if (!row.restricted()) {
        ProviderRow.firstSet(environment, row.environment().keys())
            .ifPresent(variable -> found.add(new Found(row, variable)));
      }
    }
    return found;
  }

  /**
   * A provider that an environment enables.
   *
   * @param provider the provider
   * @param variable the name of the variable that holds its key
   */
  public record Found(ProviderRow provider, String variable) {}

  private void addAlias(String alias, ProviderRow row) {
    ProviderRow other = byName.put(alias, row);
    if (other != null && !other.id().equals(row.id())) {
      throw new IllegalArgumentException(
          "provider alias: %s of %s (expected: not a name of %s)"
              .formatted(alias, row.id(), other.id()));
    }
  }

  /** Read when it is first asked for: an application with rows of its own never reads the files. */
  private static final class BuiltIn {
    static final ProviderRegistry REGISTRY = of(CatalogFiles.builtInProviders());
  }
}

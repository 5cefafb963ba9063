package dev.vaultgate.router.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Collects what a {@link Catalog} is made of. Not for several threads. */
public final class CatalogBuilder {

  private final ProviderRegistry registry;
  private final Set<String> enabledIds = new LinkedHashSet<>();
  private final Map<String, String> modelsOf = new HashMap<>();
  private final Map<String, List<ModelRow>> ownRows = new HashMap<>();
  private final Map<String, CustomModel> models = new LinkedHashMap<>();
  private final Map<String, List<String>> aliases = new LinkedHashMap<>();
  private final Set<String> routes = new LinkedHashSet<>();
  private boolean passUnknownModels;

  CatalogBuilder(ProviderRegistry registry) {
    this.registry = registry;
  }

  /**
   * Uses a provider: its models are listed.
   *
   * @throws IllegalArgumentException if the registry has no provider of this id or alias
   */
  public CatalogBuilder enable(String idOrAlias) {
    enabledIds.add(registry.get(idOrAlias).id());
    return this;
  }

  /**
   * Uses a provider that has the models of another.
   *
   * @throws IllegalArgumentException if the registry has no provider of one of these ids
   */
  public CatalogBuilder enable(String id, String modelsOf) {
    this.modelsOf.put(id, registry.get(modelsOf).id());
    return enable(id);
  }

  /**
   * Adds rows to what the module's files say of a provider's models, and replaces those of the same
   * model.
   */
  public CatalogBuilder rows(List<ModelRow> rows) {
    rows.forEach(row -> ownRows.computeIfAbsent(row.provider(), key -> new ArrayList<>()).add(row));
    return this;
  }

  /**
   * Defines a model, in place of the catalogued one of its id if there is one.
   *
   * @throws IllegalArgumentException if this id was defined before
   */
  public CatalogBuilder model(CustomModel model) {
    if (models.putIfAbsent(model.id(), model) != null) {
      throw new IllegalArgumentException(
          "model " + model.id() + ": defined twice (expected: once)");
    }
    return this;
  }

  /**
   * Gives a name to a list of deployments. With one target the alias is another name of what the
   * target means; with several it is a model of its own, whose id is the alias.
   *
   * @param targets names as a caller may give them, other aliases excepted, or {@code
   *     provider/model} for a model that the catalogue does not know; in order of preference
   * @throws IllegalArgumentException if there is no target, or the alias was given before
   */
  public CatalogBuilder alias(String alias, List<String> targets) {
    if (alias.isBlank() || targets.isEmpty()) {
      throw new IllegalArgumentException(
          "alias '" + alias + "': " + targets + " (expected: a name and targets)");
    }
    if (aliases.putIfAbsent(alias, List.copyOf(targets)) != null) {
      throw new IllegalArgumentException("alias " + alias + ": defined twice (expected: once)");
    }
    return this;
  }

  /**
   * Gives a name to a list of deployments, as {@link #alias} does; with one target too it is a
   * model of its own, because it says more of it than a name.
   */
  public CatalogBuilder route(String name, List<String> targets) {
    routes.add(name);
    return alias(name, targets);
  }

  /**
   * Whether {@code provider/model} means a deployment also where the catalogue does not know the
   * model.
   */
  public CatalogBuilder passUnknownModels(boolean pass) {
    this.passUnknownModels = pass;
    return this;
  }

  /**
   * The catalogue. Reads the model files of the enabled providers.
   *
   * @throws IllegalArgumentException if a model or an alias means nothing; the message names it
   */
  public Catalog build() {
    Map<String, ProviderRow> enabled = new LinkedHashMap<>();
    List<String> order = registry.rows().stream().map(ProviderRow::id).toList();
    registry.rows().stream()
        .filter(row -> enabledIds.contains(row.id()))
        // Those of one kind are tried one after the other.
        .sorted(Comparator.comparingInt(row -> order.indexOf(kind(row.id()))))
        .forEach(row -> enabled.put(row.id(), row));
    ModelDrafts drafts = new ModelDrafts(registry, enabled, new Rows());
    models.values().forEach(drafts::add);
    Map<String, NameClaims> claims = new LinkedHashMap<>();
    for (String endpoint : ModelType.ENDPOINTS) {
      claims.put(endpoint, new NameClaims(at(endpoint, drafts), enabled.values()));
    }
    aliases.forEach((alias, targets) -> addAlias(alias, targets, claims));
    Map<String, Map<String, PublicModel>> meanings = new LinkedHashMap<>();
    claims.forEach((endpoint, names) -> meanings.put(endpoint, names.finished()));
    return new Catalog(registry, enabled, meanings, passUnknownModels);
  }

  /** What the files and the operator say of providers' models, read once each. */
  private final class Rows implements ModelDrafts.Rows {

    private final Map<String, List<ModelRow>> read = new HashMap<>();

    @Override
    public List<ModelRow> of(String provider) {
      return read.computeIfAbsent(provider, CatalogBuilder.this::rowsOf);
    }

    @Override
    public boolean mayHave(String provider, String id) {
      return read.containsKey(provider)
          || ownRows.containsKey(kind(provider))
          || CatalogFiles.mayHave(kind(provider), id);
    }
  }

  /** The provider whose models it has. */
  private String kind(String provider) {
    return modelsOf.getOrDefault(provider, provider);
  }

  private List<ModelRow> rowsOf(String provider) {
    if (modelsOf.containsKey(provider)) {
      return rowsOf(kind(provider)).stream().map(row -> row.at(provider)).toList();
    }
    List<ModelRow> own = ownRows.getOrDefault(provider, List.of());
    Set<String> replaced = new LinkedHashSet<>(own.stream().map(ModelRow::model).toList());
    return Stream.concat(
            own.stream(),
            CatalogFiles.builtInModels(provider).stream()
                .filter(row -> !replaced.contains(row.model())))
        .toList();
  }

  private static List<ModelDraft> at(String endpoint, ModelDrafts drafts) {
    return drafts.all().stream().filter(d -> d.type.endpoint().equals(endpoint)).toList();
  }

  private void addAlias(String alias, List<String> targets, Map<String, NameClaims> claims) {
    if (claims.values().stream().anyMatch(names -> names.isId(alias))) {
      throw new IllegalArgumentException(
          "alias %s: is the id of a model (expected: a new name, or a model of that id)"
              .formatted(alias));
    }
    String first = targets.get(0);
    if (targets.size() == 1
        && !routes.contains(alias)
        && claims.values().stream().anyMatch(names -> names.has(first))) {
      claims.values().forEach(names -> names.alias(alias, first));
      return;
    }
    Set<Deployment> deployments = new LinkedHashSet<>();
    targets.forEach(target -> deployments.addAll(deployments(alias, target, claims)));
    ModelDraft draft = ModelDrafts.alias(alias, List.copyOf(deployments));
    at(draft.type.endpoint(), claims).alias(alias, draft);
  }

  /** What a target means where the alias's own type is asked for, or else anywhere. */
  private List<Deployment> deployments(
      String alias, String target, Map<String, NameClaims> claims) {
    String wanted = ModelType.ofId(alias).orElse(ModelType.TEXT).endpoint();
    return at(wanted, claims)
        .deployments(target)
        .or(
            () ->
                claims.values().stream()
                    .flatMap(names -> names.deployments(target).stream())
                    .findFirst())
        .or(() -> unknown(target).map(List::of))
        .orElseThrow(() -> noSuchTarget(alias, target, claims.values()));
  }

  private static NameClaims at(String endpoint, Map<String, NameClaims> claims) {
    return Objects.requireNonNull(claims.get(endpoint));
  }

  private Optional<Deployment> unknown(String target) {
    int slash = target.indexOf('/');
    return slash < 1 || slash == target.length() - 1
        ? Optional.empty()
        : registry
            .find(target.substring(0, slash))
            .filter(provider -> enabledIds.contains(provider.id()))
            .map(provider -> Deployment.unknown(provider.id(), target.substring(slash + 1)));
  }

  private static IllegalArgumentException noSuchTarget(
      String alias, String target, Collection<NameClaims> claims) {
    Set<String> names = new LinkedHashSet<>();
    claims.forEach(claim -> names.addAll(claim.names()));
    List<String> near = NearNames.of(target, names);
    String hint = near.isEmpty() ? "" : " (did you mean " + String.join(", ", near) + "?)";
    return new IllegalArgumentException(
        "alias %s: %s is no model of an enabled provider%s".formatted(alias, target, hint));
  }
}

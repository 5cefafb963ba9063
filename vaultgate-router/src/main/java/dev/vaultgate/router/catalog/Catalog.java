package dev.vaultgate.router.catalog;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The models that can be asked for, and what a name means. Immutable, so that any number of threads
 * may ask, and a change of configuration makes a new one. Names are taken exactly as they are
 * given: no case is folded, nothing is trimmed.
 *
 * <p>A name means, in this order: an operator's alias; the canonical id of a model ({@code
 * gpt-4o-text}); its id with another type suffix ({@code gpt-4o-hybrid}, at the deployments that
 * are of that type); one deployment ({@code openai/gpt-4o}); a bare name ({@code gpt-4o}); a name
 * that a provider uses ({@code claude-sonnet-4-5-20250929}, at the deployments that go by it). Bare
 * and providers' names count when they mean one model only.
 */
public final class Catalog {

  private final ProviderRegistry registry;
  private final Map<String, ProviderRow> enabled;

  /** What names mean, by the endpoint that they are asked at. */
  private final Map<String, Map<String, PublicModel>> meanings;

  private final List<PublicModel> listed;
  private final boolean passUnknownModels;

  Catalog(
      ProviderRegistry registry,
      Map<String, ProviderRow> enabled,
      Map<String, Map<String, PublicModel>> meanings,
      boolean passUnknownModels) {
    this.registry = registry;
    this.enabled = Collections.unmodifiableMap(enabled);
    this.meanings = new LinkedHashMap<>();
    meanings.forEach((endpoint, models) -> this.meanings.put(endpoint, new HashMap<>(models)));
    this.passUnknownModels = passUnknownModels;
    this.listed =
        meanings.values().stream()
            .flatMap(models -> models.entrySet().stream())
            .filter(entry -> entry.getKey().equals(entry.getValue().id()))
            .map(Map.Entry::getValue)
            .sorted(Comparator.comparing(PublicModel::id))
            .toList();
  }

  /** A catalogue of the providers of {@code registry}, of which none is enabled yet. */
  public static CatalogBuilder builder(ProviderRegistry registry) {
    return new CatalogBuilder(registry);
  }

  /** The enabled providers, in the order in which a model's deployments are tried. */
  public List<ProviderRow> providers() {
    return List.copyOf(enabled.values());
  }

  /** All models that are served on this day, sorted by id. Those without a price are among them. */
  public List<PublicModel> models(LocalDate today) {
    return listed.stream()
        .map(model -> model.servedOn(today))
        .filter(model -> !model.deployments().isEmpty())
        .toList();
  }

  /**
   * What {@code name} means to somebody who wants text: {@link #resolve(String, ModelType,
   * LocalDate)}.
   */
  public Resolution resolve(String name, LocalDate today) {
    return resolve(name, ModelType.TEXT, today);
  }

  /**
   * What {@code name} means.
   *
   * @param wanted what is asked for: a name that means a model for text and another for images then
   *     means the one of this type's endpoint. It refuses nothing; {@link PublicModel#answersTo}
   *     tells.
   * @param today deployments that are shut down by then are left out
   */
  public Resolution resolve(String name, ModelType wanted, LocalDate today) {
    PublicModel model = meaning(name, wanted.endpoint());
    if (model == null) {
      return passUnknownModels ? passed(name) : new Resolution.Unknown(name);
    }
    PublicModel served = model.servedOn(today);
    return served.deployments().isEmpty()
        ? retired(name, model, today)
        : new Resolution.Found(served);
  }

  /**
   * At most three names that somebody may have meant by {@code name}, nearest first.
   *
   * @param visible which models the one who asks may know of
   */
  public List<String> near(String name, LocalDate today, Predicate<PublicModel> visible) {
    Set<String> candidates = new LinkedHashSet<>();
    models(today).stream().filter(visible).forEach(model -> candidates.add(model.id()));
    List<String> near = NearNames.of(name, candidates);
    return near.isEmpty() ? nearBareNames(name, today, visible) : near;
  }

  private List<String> nearBareNames(String name, LocalDate today, Predicate<PublicModel> visible) {
    Map<String, String> idByBareName = new HashMap<>();
    models(today).stream()
        .filter(visible)
        .forEach(model -> idByBareName.putIfAbsent(ModelType.bare(model.id()), model.id()));
    return NearNames.of(name, idByBareName.keySet()).stream().map(idByBareName::get).toList();
  }

  /** What it means at this endpoint, or else at any. */
  private @Nullable PublicModel meaning(String name, String endpoint) {
    Map<String, PublicModel> here = meanings.get(endpoint);
    PublicModel model = here == null ? null : here.get(name);
    if (model != null) {
      return model;
    }
    for (Map<String, PublicModel> models : meanings.values()) {
      PublicModel other = models.get(name);
      if (other != null) {
        return other;
      }
    }
    return null;
  }

  private Resolution retired(String name, PublicModel model, LocalDate today) {
    LocalDate last =
        model.deployments().stream()
            .map(Deployment::shutdown)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(today);
    String successor =
        model.deployments().stream()
            .flatMap(deployment -> Stream.ofNullable(deployment.row()))
            .flatMap(row -> Stream.ofNullable(row.lifecycle().successor()))
            .findFirst()
            .orElse(null);
    boolean restIsServed =
        !name.equals(model.id()) && resolve(model.id(), model.type(), today).model().isPresent();
    return new Resolution.Retired(model.id(), last, restIsServed ? model.id() : successor);
  }

  private Resolution passed(String name) {
    int slash = name.indexOf('/');
    if (slash < 1 || slash == name.length() - 1) {
      return new Resolution.Unknown(name);
    }
    return registry
        .find(name.substring(0, slash))
        .filter(provider -> enabled.containsKey(provider.id()))
        .<Resolution>map(
            provider -> new Resolution.Found(unknownModel(provider, name.substring(slash + 1))))
        .orElseGet(() -> new Resolution.Unknown(name));
  }

  private static PublicModel unknownModel(ProviderRow provider, String model) {
    Deployment deployment = Deployment.unknown(provider.id(), model);
    return new PublicModel(
        deployment.id(), ModelType.TEXT, List.of(deployment.id()), List.of(deployment));
  }
}

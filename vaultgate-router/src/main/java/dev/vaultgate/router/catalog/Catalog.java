package dev.vaultgate.router.catalog;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
  private final Map<String, PublicModel> text;
  private final Map<String, PublicModel> images;
  private final List<PublicModel> listed;
  private final boolean passUnknownModels;

  Catalog(
      ProviderRegistry registry,
      Map<String, ProviderRow> enabled,
      Map<String, PublicModel> text,
      Map<String, PublicModel> images,
      boolean passUnknownModels) {
    this.registry = registry;
    this.enabled = Collections.unmodifiableMap(enabled);
    this.text = new HashMap<>(text);
    this.images = new HashMap<>(images);
    this.passUnknownModels = passUnknownModels;
    this.listed =
        Stream.concat(text.entrySet().stream(), images.entrySet().stream())
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
   * @param wanted {@code IMAGE} when images are asked for: a name that means a model for text and
   *     another for images then means the latter. It refuses nothing; {@link PublicModel#answersTo}
   *     tells.
   * @param today deployments that are shut down by then are left out
   */
  public Resolution resolve(String name, ModelType wanted, LocalDate today) {
    boolean wantsImage = wanted == ModelType.IMAGE;
    PublicModel model = (wantsImage ? images : text).get(name);
    if (model == null) {
      model = (wantsImage ? text : images).get(name);
    }
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

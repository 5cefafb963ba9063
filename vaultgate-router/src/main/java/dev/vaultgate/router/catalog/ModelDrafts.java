package dev.vaultgate.router.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gathers rows into public models: rows of enabled providers that share a canonical id are one
 * model, with a deployment at each provider. An operator's model takes the place of the catalogued
 * one of its id.
 */
final class ModelDrafts {

  /** The models of providers, of which there are more than most of the time are needed. */
  interface Rows {

    /** Those of a provider. */
    List<ModelRow> of(String provider);

    /** Whether one of them may have this public id: false where none has it. */
    boolean mayHave(String provider, String id);
  }

  private final ProviderRegistry registry;
  private final Map<String, ProviderRow> enabled;
  private final Rows rows;
  private final Map<String, ModelRow> rowByPlace = new HashMap<>();

  /** By the canonical id of the catalogued model, or of the operator's where there is none. */
  private final Map<String, ModelDraft> drafts = new LinkedHashMap<>();

  private final Map<String, String> canonicalIds = new HashMap<>();

  /**
   * Gathers the models of the enabled providers.
   *
   * @param enabled the providers to use, by id, in the order in which they are tried
   */
  ModelDrafts(ProviderRegistry registry, Map<String, ProviderRow> enabled, Rows rows) {
    this.registry = registry;
    this.enabled = enabled;
    this.rows = rows;
    Map<String, List<ModelRow>> groups = new LinkedHashMap<>();
    for (ProviderRow provider : enabled.values()) {
      for (ModelRow row : rows.of(provider.id())) {
        rowByPlace.put(row.provider() + "/" + row.model(), row);
        for (String endpoint : ModelType.ENDPOINTS) {
          if (provider.has(endpoint)) {
            row.idsAt(endpoint).stream().limit(1).forEach(id -> group(groups, id).add(row));
          }
        }
      }
    }
    groups.forEach(
        (id, same) -> {
          drafts.put(id, catalogued(id, same));
          String endpoint = ModelType.ofId(id).orElseThrow().endpoint();
          same.forEach(
              row -> row.idsAt(endpoint).forEach(other -> canonicalIds.putIfAbsent(other, id)));
        });
  }

  /** All models, catalogued ones first. */
  List<ModelDraft> all() {
    return List.copyOf(drafts.values());
  }

  /**
   * Adds an operator's model, in the place of the catalogued one that goes by its id. Of two that
   * would take one place, the second is a model beside it.
   */
  void add(CustomModel model) {
    List<ModelRow> replaced = List.of();
    String place = canonicalIds.getOrDefault(model.id(), model.id());
    ModelDraft catalogued = drafts.get(place);
    if (catalogued != null && !catalogued.isOperators) {
      replaced = catalogued.rows;
    } else {
      place = model.id();
    }
    List<Deployment> deployments =
        model.places().stream().map(at -> deployment(model, at)).toList();
    ModelType type = type(model.id(), deployments);
    for (Deployment deployment : deployments) {
      if (!deployment.prices().cover(type)) {
        throw new IllegalArgumentException(
            "model %s: price at %s is for images alone (expected: input and output)"
                .formatted(model.id(), deployment.provider()));
      }
    }
    drafts.put(place, new ModelDraft(model.id(), type, replaced, deployments, deployments, true));
  }

  /** A model for an alias of several targets. */
  static ModelDraft alias(String alias, List<Deployment> deployments) {
    return new ModelDraft(
        alias, type(alias, deployments), List.of(), deployments, deployments, true);
  }

  private static ModelDraft catalogued(String id, List<ModelRow> rows) {
    // A provider often has a model under a plain and a dated name: one attempt there is enough.
    Map<String, ModelRow> best = new LinkedHashMap<>();
    for (ModelRow row : rows) {
      best.merge(row.provider(), row, ModelDrafts::longerServed);
    }
    return new ModelDraft(
        id,
        ModelType.ofId(id).orElseThrow(),
        List.copyOf(rows),
        best.values().stream().map(Deployment::of).toList(),
        rows.stream().map(Deployment::of).toList(),
        false);
  }

  private static ModelRow longerServed(ModelRow first, ModelRow second) {
    boolean firstEnds = first.lifecycle().shutdown() != null;
    boolean secondEnds = second.lifecycle().shutdown() != null;
    return firstEnds && !secondEnds ? second : first;
  }

  private Deployment deployment(CustomModel model, CustomModel.Place place) {
    ProviderRow provider = registry.get(place.provider());
    if (!enabled.containsKey(provider.id())) {
      throw new IllegalArgumentException(
          "model %s: provider %s is not enabled (expected: one of %s)"
              .formatted(model.id(), provider.id(), enabled.keySet()));
    }
    ModelRow here = rowByPlace.get(provider.id() + "/" + place.model());
    ModelRow priced = here != null && here.price() != null ? here : sameModelElsewhere(model.id());
    ModelRow known = here != null ? here : priced;
    Prices prices = place.prices().or(model.prices());
    if (priced != null) {
      prices = prices.or(priced.prices());
    }
    ModelTraits traits = model.traits();
    if (traits == null) {
      traits = known == null ? ModelTraits.UNKNOWN : known.traits();
    }
    return new Deployment(provider.id(), place.model(), traits, prices, null, here, place.drains());
  }

  /**
   * The first vendor's row of a public id, whether or not that vendor is enabled: its price is the
   * list price.
   */
  private @Nullable ModelRow sameModelElsewhere(String id) {
    return registry.rows().stream()
        .map(ProviderRow::id)
        .filter(provider -> rows.mayHave(provider, id))
        .flatMap(provider -> rows.of(provider).stream())
        .filter(row -> row.ids().contains(id) && row.price() != null)
        .findFirst()
        .orElse(null);
  }

  private static ModelType type(String id, List<Deployment> deployments) {
    return ModelType.ofId(id)
        .or(
            () ->
                deployments.stream()
                    .flatMap(d -> Stream.ofNullable(d.row()))
                    .flatMap(row -> ModelType.ofId(row.ids().get(0)).stream())
                    .findFirst())
        .orElse(ModelType.TEXT);
  }

  private static List<ModelRow> group(Map<String, List<ModelRow>> groups, String id) {
    return groups.computeIfAbsent(id, key -> new ArrayList<>());
  }
}

package dev.vaultgate.router.catalog;

import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue knows of one model at one provider. Rows of several providers with the same
 * public id are one public model with several deployments.
 *
 * @param provider the provider's id
 * @param model the name that the provider knows
 * @param name a name for people
 * @param type what kind of model it is
 * @param ids its public ids, the canonical one first: {@code gpt-4o-text}, {@code gpt-4o-hybrid}
 * @param traits what it can do
 * @param listedPrice its published price; null when none is known
 * @param listedFree whether it was published as free; it still has no price until an operator says
 *     nought
 * @param lifecycle its coming and going
 * @param note what else a person should know; null for nothing
 * @param source marks of the sources
 */
public record ModelRow(
    String provider,
    String model,
    String name,
    ModelType type,
    List<String> ids,
    ModelTraits traits,
    @Nullable ListedPrice listedPrice,
    boolean listedFree,
    Lifecycle lifecycle,
    @Nullable String note,
    String source) {

  public ModelRow {
    ids = List.copyOf(ids);
    if (ids.isEmpty() || ids.stream().anyMatch(id -> ModelType.ofId(id).isEmpty())) {
      throw new IllegalArgumentException("ids: " + ids + " (expected: ids that end with a type)");
    }
    if (new HashSet<>(ids).size() < ids.size()
        || ids.stream().map(ModelType::bare).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "ids: " + ids + " (expected: one name with different suffixes)");
    }
    if (listedPrice != null && !listedPrice.price().covers(type)) {
      throw new IllegalArgumentException(
          "price: none by token (expected for a model that writes text)");
    }
  }

  /** The name without a type: {@code gpt-4o}. */
  public String bareName() {
    return ModelType.bare(ids.get(0));
  }

  /** The same model at another provider. */
  ModelRow at(String provider) {
    return new ModelRow(
        provider, model, name, type, ids, traits, listedPrice, listedFree, lifecycle, note, source);
  }

  /** The published price, or none. */
  Prices prices() {
    return Prices.of(listedPrice == null ? null : DatedPrice.of(listedPrice));
  }

  /** The published price; null when none is known. */
  public @Nullable ModelPrice price() {
    return listedPrice == null ? null : listedPrice.price();
  }

  /** Ids under which it is asked for at an endpoint, the canonical one first. */
  List<String> idsAt(String endpoint) {
    return ids.stream()
        .filter(id -> ModelType.ofId(id).filter(t -> t.endpoint().equals(endpoint)).isPresent())
        .toList();
  }
}

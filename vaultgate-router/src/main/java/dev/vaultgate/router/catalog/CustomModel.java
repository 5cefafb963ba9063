package dev.vaultgate.router.catalog;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model that an operator defines, or redefines: its deployments take the place of the
 * catalogue's, and it answers to all names of the catalogued model of the same id.
 *
 * @param id its public id, with or without a type suffix
 * @param places its deployments, in order of preference
 * @param price its price at every place that has none of its own; null for the catalogue's
 * @param traits what it can do; null for what the catalogue says
 */
public record CustomModel(
    String id, List<Place> places, @Nullable ModelPrice price, @Nullable ModelTraits traits) {

  /**
   * One deployment of it. The catalogue need not know the model.
   *
   * @param provider id or alias of a provider that is enabled
   * @param model the name that the provider knows
   * @param price its price; null for the model's
   */
  public record Place(String provider, String model, @Nullable ModelPrice price) {

    public Place {
      if (provider.isBlank() || model.isBlank()) {
        throw new IllegalArgumentException(
            "deployment: " + provider + "/" + model + " (expected: a provider and a model)");
      }
    }

    /** A place written {@code provider/model}. */
    public static Place parse(String text) {
      int slash = text.indexOf('/');
      if (slash < 1) {
        throw new IllegalArgumentException("deployment: " + text + " (expected: provider/model)");
      }
      return new Place(text.substring(0, slash), text.substring(slash + 1), null);
    }
  }

  public CustomModel {
    if (id.isBlank() || id.length() > 128) {
      throw new IllegalArgumentException("model id: '" + id + "' (expected: 1 to 128 characters)");
    }
    places = List.copyOf(places);
    if (places.isEmpty()) {
      throw new IllegalArgumentException(
          "model " + id + ": no deployments (expected: one or more)");
    }
  }

  /** A model at places written {@code provider/model}, at the catalogue's prices. */
  public static CustomModel of(String id, String... places) {
    return new CustomModel(id, Stream.of(places).map(Place::parse).toList(), null, null);
  }
}

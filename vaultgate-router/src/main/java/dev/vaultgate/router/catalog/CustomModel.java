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
 * @param laterPrices prices that take the place of that one on a day that is known
 */
public record CustomModel(
    String id,
    List<Place> places,
    @Nullable ModelPrice price,
    @Nullable ModelTraits traits,
    List<DatedPrice> laterPrices) {

  /**
   * One deployment of it. The catalogue need not know the model.
   *
   * @param provider id or alias of a provider that is enabled
   * @param model the name that the provider knows
   * @param price its price; null for the model's
   * @param laterPrices prices that take the place of that one on a day that is known
   * @param drains whether a stream is read on for its usage when its caller has left
   */
  public record Place(
      String provider,
      String model,
      @Nullable ModelPrice price,
      List<DatedPrice> laterPrices,
      boolean drains) {

    /** A deployment whose price has always held. */
    public Place(String provider, String model, @Nullable ModelPrice price) {
      this(provider, model, price, List.of(), false);
    }

    public Place {
      laterPrices = CustomModel.prices(price, laterPrices).later();
      if (provider.isBlank() || model.isBlank()) {
        throw new IllegalArgumentException(
            "deployment: " + provider + "/" + model + " (expected: a provider and a model)");
      }
    }

    Prices prices() {
      return CustomModel.prices(price, laterPrices);
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

  /** A model whose price has always held. */
  public CustomModel(
      String id, List<Place> places, @Nullable ModelPrice price, @Nullable ModelTraits traits) {
    this(id, places, price, traits, List.of());
  }

  public CustomModel {
    if (id.isBlank() || id.length() > 128) {
      throw new IllegalArgumentException("model id: '" + id + "' (expected: 1 to 128 characters)");
    }
    places = List.copyOf(places);
    laterPrices = prices(price, laterPrices).later();
    if (places.isEmpty()) {
      throw new IllegalArgumentException(
          "model " + id + ": no deployments (expected: one or more)");
    }
  }

  /** A model at places written {@code provider/model}, at the catalogue's prices. */
  public static CustomModel of(String id, String... places) {
    return new CustomModel(id, Stream.of(places).map(Place::parse).toList(), null, null);
  }

  /** Its prices; those of the catalogue hold where it has none. */
  Prices prices() {
    return prices(price, laterPrices);
  }

  private static Prices prices(@Nullable ModelPrice price, List<DatedPrice> later) {
    return new Prices(price == null ? null : DatedPrice.of(price), later);
  }
}

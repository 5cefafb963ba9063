package dev.vaultgate.router.usage;

import dev.vaultgate.router.catalog.Catalog;
import dev.vaultgate.router.catalog.Deployment;
import dev.vaultgate.router.catalog.ModelPrice;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a call would have cost by, wherever that is written. Pure. */
@FunctionalInterface
public interface PriceTable {

  /** The price of the deployment that answered a call; null when there is none. */
  @Nullable ModelPrice of(UsageRecord call);

  /** The prices of a catalogue, as they are on a day. */
  static PriceTable of(Catalog catalog, LocalDate day) {
    return call ->
        place(catalog, day, call.model(), call)
            .or(() -> place(catalog, day, call.provider() + "/" + call.upstreamModel(), call))
            .map(Deployment::price)
            .orElse(null);
  }

  private static Optional<Deployment> place(
      Catalog catalog, LocalDate day, String name, UsageRecord call) {
    return catalog.resolve(name, call.type(), day).model().stream()
        .flatMap(model -> model.deployments().stream())
        .filter(
            place ->
                place.provider().equals(call.provider())
                    && place.model().equals(call.upstreamModel()))
        .findFirst();
  }

  /**
   * Prices by name: {@code provider/model} for one deployment, or else a public model's id for all
   * of its deployments.
   */
  static PriceTable of(Map<String, ModelPrice> prices) {
    Map<String, ModelPrice> copy = Map.copyOf(prices);
    return call -> {
      ModelPrice ofPlace = copy.get(call.provider() + "/" + call.upstreamModel());
      return ofPlace == null ? copy.get(call.model()) : ofPlace;
    };
  }

  /** This table, and another where it has no price. */
  default PriceTable or(PriceTable other) {
    return call -> {
      ModelPrice price = of(call);
      return price == null ? other.of(call) : price;
    };
  }
}

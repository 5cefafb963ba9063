package dev.vaultgate.router.catalog;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One model at one provider: what an attempt is made at.
 *
 * @param provider the provider's id
 * @param model the name that the provider knows
 * @param traits what the model can do, as far as is known
 * @param prices what it costs the caller
 * @param shutdown the first day on which the provider no longer serves it; null when none is known,
 *     and for a deployment that an operator has set up
 * @param row what the catalogue says of it; null for a model that it does not know
 * @param drains whether a stream is read on for its usage when its caller has left, because it is
 *     charged for anyway; whole providers are marked in their traffic
 */
public record Deployment(
    String provider,
    String model,
    ModelTraits traits,
    Prices prices,
    @Nullable LocalDate shutdown,
    @Nullable ModelRow row,
    boolean drains) {

  /** A deployment whose price has always held. */
  public Deployment(
      String provider,
      String model,
      ModelTraits traits,
      @Nullable ModelPrice price,
      @Nullable LocalDate shutdown,
      @Nullable ModelRow row) {
    this(
        provider,
        model,
        traits,
        Prices.of(price == null ? null : DatedPrice.of(price)),
        shutdown,
        row,
        false);
  }

  /** A deployment as the catalogue has it. */
  static Deployment of(ModelRow row) {
    return new Deployment(
        row.provider(),
        row.model(),
        row.traits(),
        row.prices(),
        row.lifecycle().shutdown(),
        row,
        false);
  }

  /** A model of which nothing is known. */
  static Deployment unknown(String provider, String model) {
    return new Deployment(provider, model, ModelTraits.UNKNOWN, Prices.NONE, null, null, false);
  }

  /** {@code provider/model}. */
  public String id() {
    return provider + "/" + model;
  }

  /** What it costs the caller now; null when nobody has said, which is not free. */
  public @Nullable ModelPrice price() {
    DatedPrice now = prices.now();
    return now == null ? null : now.price();
  }

  /** The same with the price that holds on a day; this one itself where that has not changed. */
  @SuppressWarnings("ReferenceEquality") // Prices that have not changed are handed on as they are.
  Deployment on(LocalDate day) {
    Prices then = prices.on(day);
    return then == prices
        ? this
        : new Deployment(provider, model, traits, then, shutdown, row, drains);
  }

  /** Whether the model is not known to lack this. */
  public boolean maySupport(Capability capability) {
    return !traits.lacks().contains(capability);
  }

  boolean isServedOn(LocalDate day) {
    return shutdown == null || day.isBefore(shutdown);
  }
}

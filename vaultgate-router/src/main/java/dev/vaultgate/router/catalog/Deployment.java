package dev.vaultgate.router.catalog;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One model at one provider: what an attempt is made at.
 *
 * @param provider the provider's id
 * @param model the name that the provider knows
 * @param traits what the model can do, as far as is known
 * @param price what it costs the caller; null when nobody has said, which is not free
 * @param shutdown the first day on which the provider no longer serves it; null when none is known,
 *     and for a deployment that an operator has set up
 * @param row what the catalogue says of it; null for a model that it does not know
 */
public record Deployment(
    String provider,
    String model,
    ModelTraits traits,
    @Nullable ModelPrice price,
    @Nullable LocalDate shutdown,
    @Nullable ModelRow row) {

  /** A deployment as the catalogue has it. */
  static Deployment of(ModelRow row) {
    return new Deployment(
        row.provider(), row.model(), row.traits(), row.price(), row.lifecycle().shutdown(), row);
  }

  /** A model of which nothing is known. */
  static Deployment unknown(String provider, String model) {
    return new Deployment(provider, model, ModelTraits.UNKNOWN, null, null, null);
  }

  /** {@code provider/model}. */
  public String id() {
    return provider + "/" + model;
  }

  /** Whether the model is not known to lack this. */
  public boolean maySupport(Capability capability) {
    return !traits.lacks().contains(capability);
  }

  boolean isServedOn(LocalDate day) {
    return shutdown == null || day.isBefore(shutdown);
  }
}

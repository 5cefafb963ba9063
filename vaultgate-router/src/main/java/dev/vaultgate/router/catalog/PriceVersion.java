package dev.vaultgate.router.catalog;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a price was, for settlements that went by it.
 *
 * @param version its name
 * @param price as the model files have it: JSON, in dollars
 * @param from the first day on which it held, or null for one that had held for ever
 * @param asOf the day of its source, or null where an operator was the source
 * @param source who said so
 * @param keptAt when a call was first charged by it
 */
public record PriceVersion(
    String version,
    String price,
    @Nullable LocalDate from,
    @Nullable LocalDate asOf,
    String source,
    Instant keptAt) {

  /** A price that is used now. */
  public static PriceVersion of(DatedPrice price, Instant now) {
    return new PriceVersion(
        price.version(), price.json(), price.from(), price.asOf(), price.source(), now);
  }
}

package dev.vaultgate.router.catalog;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A model's coming and going.
 *
 * @param released a date, or a year and month: {@code 2024-05-13}, {@code 2025-04}; null when not
 *     known
 * @param deprecated whether the provider advises against it; it may still be served
 * @param shutdown the first day on which it is no longer served; null when none is known
 * @param successor the public id of the model to use in its place; null when none is known
 */
public record Lifecycle(
    @Nullable String released,
    boolean deprecated,
    @Nullable LocalDate shutdown,
    @Nullable String successor) {

  /** A model that is here to stay, as far as is known. */
  public static final Lifecycle CURRENT = new Lifecycle(null, false, null, null);
}

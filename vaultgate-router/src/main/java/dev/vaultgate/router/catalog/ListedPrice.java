package dev.vaultgate.router.catalog;

import java.time.LocalDate;

/**
 * A price that somebody published.
 *
 * @param price the price
 * @param asOf the day of the source
 * @param source the source's mark; the notice beside the data files says who that is
 */
public record ListedPrice(ModelPrice price, LocalDate asOf, String source) {}

package dev.vaultgate.router.store;

import dev.vaultgate.router.catalog.DatedPrice;
import dev.vaultgate.router.catalog.PriceVersion;
import java.util.List;
import java.util.Optional;

/**
 * The prices that calls have been charged by, by the versions that settlements tell. Rows are only
 * ever added. Safe for many threads.
 */
public interface PriceVersions {

  /**
   * Keeps a price before the first settlement by it is written, and of which model it was. Neither
   * waits nor fails, and costs next to nothing for one that is kept.
   *
   * @param model the public model that is charged
   */
  void keep(DatedPrice price, String model);

  Optional<PriceVersion> find(String version);

  /** All of them, the first that was used first. */
  List<PriceVersion> all();

  /**
   * Those that calls of a model were charged by, each with when that began, the first one first.
   */
  List<PriceVersion> of(String model);
}

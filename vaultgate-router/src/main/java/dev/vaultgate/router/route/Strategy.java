package dev.vaultgate.router.route;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** By what a route chooses among the deployments that are ready. */
public enum Strategy {
  /** The first that is ready, in the order in which they are written. */
  PRIORITY,
  /** By lot, each as often as its weight says. */
  WEIGHTED,
  /** Each in turn. */
  ROUND_ROBIN,
  /** The quicker of two that are drawn by lot, by its recent peaks and what it is doing now. */
  LEAST_LATENCY,
  /** The one with the fewest calls of ours. */
  LEAST_BUSY,
  /** The one at which this very call costs least. */
  CHEAPEST;

  /** The word in configurations and reports, such as {@code least-latency}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<Strategy> find(String key) {
    return Stream.of(values()).filter(strategy -> strategy.key().equals(key)).findFirst();
  }

  /** Whether it spreads calls, so that a caller's session is worth keeping in one place. */
  boolean spreads() {
    return this != PRIORITY && this != CHEAPEST;
  }
}

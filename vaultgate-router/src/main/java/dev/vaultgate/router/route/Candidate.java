package dev.vaultgate.router.route;

import dev.vaultgate.client.Upstream;
import dev.vaultgate.router.catalog.ModelPrice;
import org.jspecify.annotations.Nullable;

/** A deployment as a route tries it. */
public record Candidate(Place place, Upstream upstream, Health health, Load load) {

  /** The same at another price. */
  public Candidate at(@Nullable ModelPrice price) {
    return new Candidate(place.at(price), upstream, health, load);
  }

  public String provider() {
    return place.provider();
  }

  /** {@code provider/model}, with {@code #2} and so on for further keys. */
  public String deployment() {
    return place.id();
  }

  /**
   * How it stands now.
   *
   * @param kind of the call that is to be made
   */
  public Standing standing(Load.Kind kind, long now) {
    Standing health = health().standing(now);
    return load.standing(health, kind, now);
  }
}

package dev.vaultgate.router.simulate;

import dev.vaultgate.router.route.Place;
import dev.vaultgate.router.route.Traffic;
import java.time.Duration;
import java.util.List;

/**
 * A deployment and what it does over time.
 *
 * @param usual what it does outside all phases
 * @param phases when it does otherwise; the last one that covers a moment counts
 */
public record ScriptedDeployment(
    Place place, Traffic traffic, Behaviour usual, List<Phase> phases) {

  /**
   * A while in which something else happens.
   *
   * @param from the start of it, from the start of all
   * @param until its end, exclusive
   */
  public record Phase(Duration from, Duration until, Behaviour behaviour) {

    public Phase {
      if (until.compareTo(from) <= 0) {
        throw new IllegalArgumentException(
            "phase: %s until %s (expected: a while)".formatted(from, until));
      }
    }
  }

  public ScriptedDeployment {
    phases = List.copyOf(phases);
  }

  /** A deployment without bounds that behaves the same all the time. */
  public static ScriptedDeployment of(String id, Behaviour usual, Phase... phases) {
    return new ScriptedDeployment(
        Place.of(id.substring(0, id.indexOf('/')), id), Traffic.FREE, usual, List.of(phases));
  }

  Behaviour at(long nanos) {
    Behaviour now = usual;
    for (Phase phase : phases) {
      if (nanos >= phase.from().toNanos() && nanos < phase.until().toNanos()) {
        now = phase.behaviour();
      }
    }
    return now;
  }
}

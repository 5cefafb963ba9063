package dev.vaultgate.router.route;

/**
 * An answer and how it came about.
 *
 * @param place the place in the plan of the deployment that answered
 * @param provider who answered
 * @param trace every attempt with its outcome
 */
public record Routed<T>(T answer, int place, String provider, String trace) {

  /** The same with its place in another plan. */
  public Routed<T> at(int place) {
    return place == this.place ? this : new Routed<>(answer, place, provider, trace);
  }
}

package dev.vaultgate.router.route;

/**
 * An answer and how it came about.
 *
 * @param place the place in the plan of the deployment that answered
 * @param candidate who answered
 * @param trace everything that happened on the way
 */
public record Routed<T>(T answer, int place, Candidate candidate, RouteTrace trace) {

  public String provider() {
    return candidate.provider();
  }

  /** Every attempt with its outcome, in few words. */
  public String attempts() {
    return trace.attempts();
  }

  /** The same with its place in another plan. */
  public Routed<T> at(int place) {
    return place == this.place ? this : new Routed<>(answer, place, candidate, trace);
  }
}

package dev.vaultgate.router.limit;

/**
 * How a limit per minute stands.
 *
 * @param limit requests or tokens in any 60 seconds; 0 for no limit
 * @param remaining how many may come now
 * @param resetMillis until the whole limit is there again
 */
public record RateState(int limit, int remaining, long resetMillis) {

  public static final RateState UNLIMITED = new RateState(0, 0, 0);

  public boolean isLimited() {
    return limit > 0;
  }

  /** The one that leaves less. */
  RateState tighter(RateState other) {
    if (!isLimited() || !other.isLimited()) {
      return isLimited() ? this : other;
    }
    return remaining <= other.remaining ? this : other;
  }
}

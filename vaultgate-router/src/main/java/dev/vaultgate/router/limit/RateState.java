package dev.vaultgate.router.limit;

/**
 * How a key stands with its limit per minute.
 *
 * @param limit requests in any 60 seconds; 0 for no limit
 * @param remaining how many may come now
 * @param resetMillis until the whole limit is there again
 */
public record RateState(int limit, int remaining, long resetMillis) {

  public static final RateState UNLIMITED = new RateState(0, 0, 0);

  public boolean isLimited() {
    return limit > 0;
  }
}

package dev.vaultgate.router.limit;

/**
 * How a key stands with the limits per minute of its own and of its project, of which the tighter
 * ones count.
 */
public record RateStates(RateState requests, RateState tokens) {

  public static final RateStates UNLIMITED =
      new RateStates(RateState.UNLIMITED, RateState.UNLIMITED);
}

package dev.vaultgate.router.redeem;

import org.jspecify.annotations.Nullable;

/**
 * What came of redeeming a code.
 *
 * @param code as it was when it was looked at; null when there is none
 */
public record RedeemOutcome(Kind kind, @Nullable RedeemCode code) {

  /** What it was. */
  public enum Kind {
    /** The account has the credit. */
    REDEEMED,
    /** There is no such code. */
    UNKNOWN,
    /** The code cannot be redeemed by anybody; its state says why. */
    NOT_ACTIVE,
    /** The account has redeemed it before. */
    REDEEMED_BEFORE,
    /** The account would leave the range of amounts. */
    TOO_MUCH
  }
}

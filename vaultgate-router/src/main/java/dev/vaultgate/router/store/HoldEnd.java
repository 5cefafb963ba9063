package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.Settlement;
import dev.vaultgate.router.usage.UsageRecord;
import org.jspecify.annotations.Nullable;

/**
 * How a hold ended; all that the database is to be told of it.
 *
 * @param charge what was to be charged
 * @param settlement how much of it was
 * @param day in whose budgets it counts, in days since 1970
 * @param at when, in milliseconds since 1970
 * @param call for the usage records, or null when the call is to leave none
 */
record HoldEnd(
    Hold hold,
    Kind kind,
    Charge charge,
    Settlement settlement,
    long day,
    long at,
    @Nullable UsageRecord call) {

  /** What becomes of what was held. */
  enum Kind {
    /** Some of it is charged. */
    CHARGE,
    /** All of it is available again, since the call came to nothing. */
    RELEASE,
    /** The same, since nobody will settle it any more. */
    EXPIRE
  }

  /**
   * The same in a store that somebody has put an older one in the place of, which may have less
   * credit: the rest is the operator's loss.
   */
  HoldEnd within(Money left) {
    Money charged = settlement.charged().min(left);
    Money lost = settlement.charged().minus(charged);
    Settlement within = new Settlement(charged, settlement.operatorLoss().plus(lost));
    return new HoldEnd(hold, kind, charge, within, day, at, call);
  }

  /** A hold that nobody will settle. */
  static HoldEnd expired(Hold hold, long day, long at, UsageRecord call) {
    return new HoldEnd(hold, Kind.EXPIRE, Charge.NOTHING, Settlement.NOTHING, day, at, call);
  }
}

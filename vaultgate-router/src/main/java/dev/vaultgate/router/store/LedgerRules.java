package dev.vaultgate.router.store;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.ReferenceTakenException;
import dev.vaultgate.router.credit.Settlement;
import org.jspecify.annotations.Nullable;

/** What holds for the ledger in memory and the ledger on SQL alike: rules and their words. Pure. */
final class LedgerRules {

  /**
   * The most that an account may ever be given, four thousand million dollars: so far below the end
   * of a {@code long} that no sum of an account's figures and one call's reaches it.
   */
  static final Money GIVEN_MAX = Money.dollars(4_000_000_000L);

  private LedgerRules() {}

  static BillingException accountRefuses(Money available, Money wanted) {
    return new BillingException(
        "Insufficient credit: the request may cost %s and %s is available."
            .formatted(wanted, available));
  }

  static BillingException keyRefuses(Money left, Money wanted) {
    return new BillingException(
        "The key's credit cap is reached: the request may cost %s and %s is left."
            .formatted(wanted, left));
  }

  static void checkTopUp(Money amount, String reference) {
    if (amount.compareTo(Money.ZERO) <= 0 || amount.compareTo(GIVEN_MAX) > 0) {
      throw new IllegalArgumentException(
          "top-up: " + amount + " (expected: above $0, at most " + GIVEN_MAX + ")");
    }
    checkReference(reference);
  }

  static void checkCorrection(Correction correction) {
    if (correction.amount().max(correction.amount().negated()).compareTo(GIVEN_MAX) > 0) {
      throw new IllegalArgumentException(
          "correction: " + correction.amount() + " (expected: at most " + GIVEN_MAX + ")");
    }
    checkReference(correction.reference());
  }

  private static void checkReference(String reference) {
    if (reference.isBlank()) {
      throw new IllegalArgumentException("reference: '' (expected: a name for this entry)");
    }
  }

  /** Says why credit did not move, if it did not. */
  static void check(SqliteCredit.Outcome outcome, long accountId, String reference) {
    switch (outcome) {
      case NEW, KNOWN -> {}
      case OTHER -> throw new ReferenceTakenException(reference);
      case TOO_MUCH -> throw givenTooMuch(accountId);
      case NO_ACCOUNT -> throw unknownAccount(accountId);
      case TOO_LITTLE -> throw new IllegalStateException("told by how much it is");
    }
  }

  /** Whether an account may be given this much more. */
  static boolean mayBeGiven(Balance balance, Money amount) {
    Money given = balance.available().plus(balance.held()).plus(balance.used()).plus(amount);
    return given.compareTo(GIVEN_MAX) <= 0;
  }

  static IllegalArgumentException givenTooMuch(long accountId) {
    return new IllegalArgumentException(
        "account: " + accountId + " would have been given more than " + GIVEN_MAX);
  }

  static IllegalArgumentException unknownAccount(long accountId) {
    return new IllegalArgumentException("account: " + accountId + " (expected: one that exists)");
  }

  static IllegalArgumentException notThere(Money wanted, Money available) {
    return new IllegalArgumentException(
        "correction: "
            + wanted
            + " (expected: at most "
            + available
            + " back, which is available)");
  }

  /** What is left of a cap; never below zero. */
  static Money left(Money cap, Money spent, Money held) {
    return cap.minus(spent).minus(held).max(Money.ZERO);
  }

  /** The lesser of two bounds, where null is none. */
  static @Nullable Money least(@Nullable Money one, @Nullable Money other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.min(other);
  }

  /**
   * How a hold is settled: from the hold first, then from what else there is, and the rest is lost.
   *
   * @param further what is there beyond the hold, or null where nothing bounds it
   */
  static Settlement split(Hold hold, Money used, @Nullable Money further) {
    Money over = used.minus(hold.amount());
    if (over.compareTo(Money.ZERO) <= 0) {
      return new Settlement(used, Money.ZERO);
    }
    Money paid = further == null ? over : over.min(further);
    return new Settlement(hold.amount().plus(paid), over.minus(paid));
  }
}

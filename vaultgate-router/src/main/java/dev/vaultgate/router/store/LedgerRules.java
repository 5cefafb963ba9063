package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Balance;
import dev.vaultgate.router.credit.Correction;
import dev.vaultgate.router.credit.Hold;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.credit.ReferenceTakenException;
import dev.vaultgate.router.credit.Settlement;

/** What holds for the ledger in memory and the ledger on SQL alike: rules and their words. Pure. */
final class LedgerRules {

  /**
   * The most that an account may ever be given, four thousand million dollars: so far below the end
   * of a {@code long} that no sum of an account's figures and one call's reaches it.
   */
  static final Money GIVEN_MAX = Money.dollars(4_000_000_000L);

  private LedgerRules() {}

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

  /**
   * How a hold is settled: from the hold first, then from what else there is, and the rest is lost.
   *
   * @param further what is there beyond the hold
   */
  static Settlement split(Hold hold, Money used, Money further) {
    Money over = used.minus(hold.amount());
    if (over.compareTo(Money.ZERO) <= 0) {
      return new Settlement(used, Money.ZERO);
    }
    Money paid = over.min(further);
    return new Settlement(hold.amount().plus(paid), over.minus(paid));
  }
}

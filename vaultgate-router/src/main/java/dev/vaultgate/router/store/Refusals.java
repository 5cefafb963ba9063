package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Money;

/** The words of both ledgers for what they refuse. */
final class Refusals {

  private Refusals() {}

  static String account(Money available, Money wanted) {
    return "Insufficient credit: the request may cost "
        + wanted
        + " and "
        + available
        + " is available.";
  }

  static String key(Money left, Money wanted) {
    return "The key's credit cap is reached: the request may cost "
        + wanted
        + " and "
        + left.max(Money.ZERO)
        + " is left.";
  }

  static void checkTopUp(Money amount) {
    if (amount.compareTo(Money.ZERO) <= 0) {
      throw new IllegalArgumentException("top-up: " + amount + " (expected: above zero)");
    }
  }
}

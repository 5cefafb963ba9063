package dev.vaultgate.router.store;

import dev.vaultgate.router.credit.Charge;
import dev.vaultgate.router.credit.Money;

/** Charges for tests. */
final class Charges {

  private Charges() {}

  static Charge cost(long nanos) {
    return Charge.of(Money.nanos(nanos));
  }
}

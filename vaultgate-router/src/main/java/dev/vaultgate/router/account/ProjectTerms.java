package dev.vaultgate.router.account;

import dev.vaultgate.router.credit.Budget;

/**
 * What the keys of a project may do together.
 *
 * @param budget how much they may spend, and how many tokens they may use
 * @param rates how fast
 */
public record ProjectTerms(Budget budget, Rates rates) {

  /** As much and as fast as each key may by itself. */
  public static final ProjectTerms UNLIMITED = new ProjectTerms(Budget.NONE, Rates.UNLIMITED);
}

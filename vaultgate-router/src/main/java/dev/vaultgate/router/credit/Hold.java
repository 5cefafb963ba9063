package dev.vaultgate.router.credit;

/**
 * Credit that is set aside for one call.
 *
 * @param id given by the ledger; 0 where there was nothing to hold
 * @param request what was asked for
 */
public record Hold(long id, HoldRequest request) {

  /** Whether there is nothing to settle or release. */
  public boolean isNothing() {
    return request.isNothing();
  }

  public Money amount() {
    return request.amount();
  }
}

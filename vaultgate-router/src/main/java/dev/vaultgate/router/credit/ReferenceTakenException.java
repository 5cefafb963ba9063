package dev.vaultgate.router.credit;

/** A reference that names one entry of the ledger was given for another. */
public final class ReferenceTakenException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public ReferenceTakenException(String reference) {
    super("reference: '" + reference + "' names another entry (expected: a new reference)");
  }
}

package dev.vaultgate.api;

/** The call was ended by its own caller, who is no longer there to read this. */
public final class CancelledException extends VaultGateException {

  private static final long serialVersionUID = 1L;

  public CancelledException() {
    super(
        499,
        new ErrorDetail("The caller ended the call.", "cancelled", "client_closed", null),
        null,
        null);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}

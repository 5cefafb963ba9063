package dev.vaultgate.api;

/** The call was ended by its own caller, who is no longer there to read this. */
public final class CancelledException extends VaultGateException {

  private static final long serialVersionUID = 1L;

  private static final String STALLED = "client_stalled";

  public CancelledException() {
    this("client_closed");
  }

  private CancelledException(String code) {
    super(499, new ErrorDetail("The caller ended the call.", "cancelled", code, null), null, null);
  }

  /** Of a caller who is there and takes nothing of his answer. */
  public static CancelledException stalled() {
    return new CancelledException(STALLED);
  }

  /** Whether the caller was cut off because he took nothing of his answer. */
  public boolean isStalled() {
    return STALLED.equals(code());
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}

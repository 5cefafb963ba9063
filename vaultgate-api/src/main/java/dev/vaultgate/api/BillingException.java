package dev.vaultgate.api;

/**
 * The caller's credit does not cover the request: 402. Never about the operator's account at a
 * provider.
 */
public final class BillingException extends VaultGateException {

  private static final long serialVersionUID = 1L;

  public BillingException(String message) {
    super(402, new ErrorDetail(message, "billing_error", "insufficient_credits", null), null, null);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}

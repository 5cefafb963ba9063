package dev.vaultgate.api;

/** The caller's key is missing or not valid: 401. Never about a provider's key. */
public final class AuthenticationException extends VaultGateException {

  private static final long serialVersionUID = 1L;

  public AuthenticationException(String code, String message) {
    super(401, new ErrorDetail(message, "authentication_error", code, null), null, null);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}

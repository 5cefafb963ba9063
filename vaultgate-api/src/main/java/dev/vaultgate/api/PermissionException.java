package dev.vaultgate.api;

/** The caller is known but may not do this: 403. */
public final class PermissionException extends VaultGateException {

  private static final long serialVersionUID = 1L;

  public PermissionException(String code, String message) {
    super(403, new ErrorDetail(message, "permission_error", code, null), null, null);
  }

  @Override
  public boolean isRetryable() {
    return false;
  }
}

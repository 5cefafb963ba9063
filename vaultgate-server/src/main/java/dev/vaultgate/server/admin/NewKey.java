package dev.vaultgate.server.admin;

/**
 * A key that was just made, with its secret, which nobody will see again.
 *
 * @param secret to be shown once; not in this value's text form
 */
public record NewKey(KeyView key, String secret) {

  @Override
  public String toString() {
    return "NewKey[" + key + "]";
  }
}

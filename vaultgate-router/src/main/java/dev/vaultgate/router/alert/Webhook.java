package dev.vaultgate.router.alert;

/**
 * Where alerts are posted to.
 *
 * @param secret what they are signed with, so that the receiver can tell them from others
 */
public record Webhook(String url, String secret) {

  public Webhook {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("webhook: its secret is empty (expected: one)");
    }
  }

  /** Without the secret; a path may be one too. */
  @Override
  public String toString() {
    return "Webhook[…]";
  }
}

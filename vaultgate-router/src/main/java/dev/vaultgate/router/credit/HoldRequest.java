package dev.vaultgate.router.credit;

import org.jspecify.annotations.Nullable;

/**
 * Credit that a call asks for.
 *
 * @param requestId the call's name in headers and logs; need not be unique
 * @param model the public model
 * @param accountId whose credit, or null for an account that needs none
 * @param keyId the key whose spending is counted and whose cap holds, or null when nobody counts it
 * @param amount how much, zero or more
 */
public record HoldRequest(
    String requestId,
    String model,
    @Nullable Long accountId,
    @Nullable String keyId,
    Money amount) {

  public HoldRequest {
    if (amount.isNegative()) {
      throw new IllegalArgumentException("hold: " + amount + " (expected: $0 or more)");
    }
  }

  /** Whether there is nothing to hold: no account pays, and no key's spending is counted. */
  public boolean isNothing() {
    return accountId == null && keyId == null;
  }
}

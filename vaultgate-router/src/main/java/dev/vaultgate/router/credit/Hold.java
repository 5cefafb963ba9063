package dev.vaultgate.router.credit;

import org.jspecify.annotations.Nullable;

/**
 * Credit that is set aside for one call: from an account, within a key's cap, or both.
 *
 * @param id the call's request id; unique
 * @param accountId whose credit, or null for an account that needs none
 * @param keyId the key whose cap counts, or null for a key without one
 * @param amount how much, zero or more
 */
public record Hold(String id, @Nullable Long accountId, @Nullable String keyId, Money amount) {

  public Hold {
    if (amount.isNegative()) {
      throw new IllegalArgumentException("hold: " + amount + " (expected: zero or more)");
    }
  }

  /** Whether there is nothing to hold, settle or release. */
  public boolean isNothing() {
    return accountId == null && keyId == null;
  }
}

package dev.vaultgate.router.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret of a key as it is stored.
 *
 * @param hash SHA-256 of the secret, see {@link KeySecret#hash()}
 * @param key whose it is
 * @param expiresAt when a secret that was replaced stops working, or null
 * @param isBlocked whether no key of the account works, because its owner is disabled
 */
public record StoredSecret(
    String hash, ApiKey key, @Nullable Instant expiresAt, boolean isBlocked) {

  /** Whether a call with this secret may come in. */
  boolean isGoodAt(Instant now) {
    return !isBlocked
        && key.state(now) == KeyState.ACTIVE
        && (expiresAt == null || now.isBefore(expiresAt));
  }
}

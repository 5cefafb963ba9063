package dev.vaultgate.router.account;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret of a key as it is stored.
 *
 * @param hash SHA-256 of the secret, see {@link KeySecret#hash()}
 * @param key whose it is
 * @param expiresAt when a secret that was replaced stops working, or null
 */
public record StoredSecret(String hash, ApiKey key, @Nullable Instant expiresAt) {

  /** Whether a call with this secret may come in. */
  boolean isGoodAt(Instant now) {
    return key.state(now) == KeyState.ACTIVE && (expiresAt == null || now.isBefore(expiresAt));
  }
}

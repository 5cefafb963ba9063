package dev.vaultgate.server.admin;

import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeyState;
import dev.vaultgate.router.account.KeyTerms;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as administrators see it: everything but its secret.
 *
 * @param id names the key
 * @param name for people
 * @param masked the ends of the secret, for display
 * @param account the name of the account that pays
 * @param unlimited whether that account needs no credit
 * @param state whether it works, by the clock of whoever keeps it
 * @param terms what it may do
 * @param createdAt when it was made
 * @param lastUsedAt when it was last used, to about a minute, or null
 * @param revokedAt when it was revoked, or null
 */
public record KeyView(
    String id,
    String name,
    String masked,
    String account,
    boolean unlimited,
    KeyState state,
    KeyTerms terms,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt) {

  static KeyView of(ApiKey key, Instant now) {
    return new KeyView(
        key.id(),
        key.name(),
        key.masked(),
        key.account().name(),
        key.account().unlimited(),
        key.state(now),
        key.terms(),
        key.createdAt(),
        key.lastUsedAt(),
        key.revokedAt());
  }
}

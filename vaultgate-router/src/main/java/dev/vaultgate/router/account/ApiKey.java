package dev.vaultgate.router.account;

import dev.vaultgate.router.credit.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is stored: everything but its secret.
 *
 * @param id names the key where its secret must not appear
 * @param account whose credit pays
 * @param firstFour the first four characters of the secret's random part, for display
 * @param lastFour the last four
 * @param models what it may use
 * @param requestsPerMinute 0 for no limit
 * @param concurrencyMax how many calls may run at once; 0 for no limit
 * @param creditCap how much it may spend in all, or null for as much as the account has
 * @param expiresAt when it stops working, or null
 * @param revokedAt when it was revoked, or null
 */
public record ApiKey(
    String id,
    Account account,
    String name,
    String firstFour,
    String lastFour,
    ModelRule models,
    int requestsPerMinute,
    int concurrencyMax,
    @Nullable Money creditCap,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {

  /** The secret as it may be shown: {@code vg_Ab12…9xYz}. */
  public String masked() {
    return "vg_" + firstFour + "…" + lastFour;
  }

  /** The same key, revoked. */
  public ApiKey revoked(Instant at) {
    return new ApiKey(
        id,
        account,
        name,
        firstFour,
        lastFour,
        models,
        requestsPerMinute,
        concurrencyMax,
        creditCap,
        createdAt,
        expiresAt,
        at);
  }

  public boolean isValidAt(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }
}

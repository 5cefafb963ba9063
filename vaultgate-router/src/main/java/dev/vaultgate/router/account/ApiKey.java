package dev.vaultgate.router.account;

import dev.vaultgate.router.credit.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is stored: everything but its secret.
 *
 * @param id names the key where its secret must not appear
 * @param account whose credit pays
 * @param project whose budget it shares, or null
 * @param madeBy the user who made it, or null for the operator
 * @param name for people
 * @param firstFour the first four characters of the secret's random part, for display
 * @param lastFour the last four
 * @param terms what it may do
 * @param createdAt when it was made
 * @param lastUsedAt when it was last used, to about a minute, or null
 * @param pausedAt when it was paused, or null
 * @param revokedAt when it was revoked, or null
 */
public record ApiKey(
    String id,
    Account account,
    @Nullable Project project,
    @Nullable String madeBy,
    String name,
    String firstFour,
    String lastFour,
    KeyTerms terms,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant pausedAt,
    @Nullable Instant revokedAt) {

  /** The secret as it may be shown: {@code vg_Ab12…9xYz}. */
  public String masked() {
    return "vg_" + firstFour + "…" + lastFour;
  }

  public ModelRule models() {
    return terms.models();
  }

  /** 0 for no limit. */
  public int requestsPerMinute() {
    return terms.requestsPerMinute();
  }

  /** How much it may spend in all, or null for as much as the account has. */
  public @Nullable Money creditCap() {
    return terms.creditCap();
  }

  public @Nullable Instant expiresAt() {
    return terms.expiresAt();
  }

  /** Whether its calls are charged to nobody and counted nowhere. */
  public boolean isFree() {
    return account.unlimited()
        && terms.budget().isNone()
        && (project == null || project.terms().budget().isNone());
  }

  /** Whether somebody's credit pays for its calls, or a budget bounds it. */
  public boolean needsCredit() {
    return !account.unlimited()
        || !terms.budget().credit().isEmpty()
        || project != null && !project.terms().budget().credit().isEmpty();
  }

  public KeyState state(Instant now) {
    Instant expiry = terms.expiresAt();
    if (revokedAt != null) {
      return KeyState.REVOKED;
    } else if (expiry != null && !now.isBefore(expiry)) {
      return KeyState.EXPIRED;
    }
    if (project != null && project.isArchived()) {
      return KeyState.ARCHIVED;
    }
    return pausedAt == null ? KeyState.ACTIVE : KeyState.PAUSED;
  }
}

package dev.vaultgate.router.redeem;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A redeem code as it is stored: everything but its secret.
 *
 * @param id names it where its secret must not appear; later ones are larger
 * @param batch the id of the first code that was made together with it
 * @param lastFour the last four characters of the secret, for display
 * @param spec what it is worth
 * @param used how many accounts have redeemed it
 * @param disabledAt when it was disabled, or null
 */
public record RedeemCode(
    long id,
    long batch,
    String lastFour,
    CodeSpec spec,
    int used,
    Instant createdAt,
    @Nullable Instant disabledAt) {

  /** The secret as it may be shown: {@code VG-…-AB12}. */
  public String masked() {
    return "VG-…-" + lastFour;
  }

  public CodeState state(Instant now) {
    Instant expiry = spec.expiresAt();
    if (disabledAt != null) {
      return CodeState.DISABLED;
    } else if (used >= spec.uses()) {
      return CodeState.USED_UP;
    }
    return expiry != null && !now.isBefore(expiry) ? CodeState.EXPIRED : CodeState.ACTIVE;
  }
}

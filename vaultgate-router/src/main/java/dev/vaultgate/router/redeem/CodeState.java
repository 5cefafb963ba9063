package dev.vaultgate.router.redeem;

import java.util.Locale;

/** Whether a code can be redeemed. */
public enum CodeState {
  ACTIVE,
  /** Every use has been made. */
  USED_UP,
  EXPIRED,
  DISABLED;

  /** As it is shown: {@code used_up}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

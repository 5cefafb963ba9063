package dev.vaultgate.router.credit;

import java.util.Locale;

/** What an entry of the ledger did to an account's credit. */
public enum EntryKind {
  /** Gave credit: a grant, a code that was redeemed, a payment, a start. */
  TOPUP,
  /** Gave credit to set something right. */
  CORRECTION,
  /** Took credit back. */
  WITHDRAWAL,
  /** Paid for a call. */
  CHARGE;

  /** As it is stored and shown: {@code topup}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of a word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static EntryKind parse(String word) {
    for (EntryKind kind : values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "kind: '" + word + "' (expected: topup, correction, withdrawal or charge)");
  }
}

package dev.vaultgate.router.redeem;

import dev.vaultgate.router.credit.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a new code shall be.
 *
 * @param amount the credit that it is worth, each time
 * @param uses how many accounts may redeem it, each once
 * @param expiresAt when it stops working, or null
 * @param note for people
 */
public record CodeSpec(Money amount, int uses, @Nullable Instant expiresAt, String note) {

  private static final int USES_MAX = 1_000_000;
  private static final int NOTE_MAX = 200;

  /** So that all uses of one code together stay within the range of amounts. */
  private static final Money AMOUNT_MAX = Money.dollars(1_000_000);

  public CodeSpec {
    if (amount.compareTo(Money.ZERO) <= 0 || amount.compareTo(AMOUNT_MAX) > 0) {
      throw new IllegalArgumentException(
          "amount: " + amount + " (expected: above $0, at most " + AMOUNT_MAX + ")");
    }
    if (uses < 1 || uses > USES_MAX) {
      throw new IllegalArgumentException("uses: " + uses + " (expected: 1 to " + USES_MAX + ")");
    }
    if (note.length() > NOTE_MAX) {
      throw new IllegalArgumentException(
          "note: " + note.length() + " characters (expected: at most " + NOTE_MAX + ")");
    }
  }

  /** A code that works once, for ever. */
  public static CodeSpec worth(Money amount) {
    return new CodeSpec(amount, 1, null, "");
  }

  public CodeSpec uses(int uses) {
    return new CodeSpec(amount, uses, expiresAt, note);
  }

  public CodeSpec expires(@Nullable Instant at) {
    return new CodeSpec(amount, uses, at, note);
  }

  public CodeSpec note(String note) {
    return new CodeSpec(amount, uses, expiresAt, note);
  }
}

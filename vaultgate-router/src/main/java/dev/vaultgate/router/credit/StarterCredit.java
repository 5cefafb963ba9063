package dev.vaultgate.router.credit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Credit for newcomers: each person gets it once, whatever accounts he makes, however he spells
 * himself and whatever it is worth today. The ledger's references hold to that, at once and for
 * ever. Safe for many threads.
 */
public final class StarterCredit {

  private final Ledger ledger;
  private final Money amount;

  /**
   * @param amount nothing for none
   */
  public StarterCredit(Ledger ledger, Money amount) {
    if (amount.isNegative()) {
      throw new IllegalArgumentException("starter credit: " + amount + " (expected: $0 or more)");
    }
    this.ledger = ledger;
    this.amount = amount;
  }

  public Money amount() {
    return amount;
  }

  /**
   * Gives a new account its credit.
   *
   * @param person what all spellings of his address have in common
   * @return whether there was any, and he had none before
   */
  public boolean give(long accountId, String person) {
    if (amount.isZero()) {
      return false;
    }
    try {
      return ledger.topUp(accountId, amount, "starter:" + hash(person), "Starter credit");
    } catch (ReferenceTakenException e) {
      return false;
    }
  }

  /** The ledger is kept for ever and read by many, so it does not hold addresses. */
  private static String hash(String person) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(person.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

package dev.vaultgate.router.credit;

import java.util.Optional;

/**
 * Credit that is given or taken back to set something right. What was entered before stays; this is
 * a new entry beside it.
 *
 * @param amount below zero to take credit back
 * @param reference names it in the whole ledger; the same one again changes nothing
 * @param note for people
 * @param shortage what happens when less is available than shall be taken back
 */
public record Correction(
    long accountId, Money amount, String reference, String note, Shortage shortage) {

  /** What happens when less is available than shall be taken back. */
  public enum Shortage {
    /** Nothing is taken. */
    REFUSE,
    /** What is available is taken. */
    TAKE_WHAT_IS_THERE
  }

  public Correction {
    if (amount.isZero()) {
      throw new IllegalArgumentException("correction: $0 (expected: more or less than that)");
    }
    if (shortage == Shortage.TAKE_WHAT_IS_THERE && !amount.isNegative()) {
      throw new IllegalArgumentException(
          "correction: " + amount + " (expected: below $0, to take what is there)");
    }
  }

  /** One that is made as it is, or not at all. */
  public static Correction of(long accountId, Money amount, String reference, String note) {
    return new Correction(accountId, amount, reference, note, Shortage.REFUSE);
  }

  /** Of an amount that shall be taken back as far as it is there. */
  public static Correction takeBack(long accountId, Money amount, String reference, String note) {
    return new Correction(
        accountId, amount.negated(), reference, note, Shortage.TAKE_WHAT_IS_THERE);
  }

  /** What its entry is called. */
  public EntryKind kind() {
    return amount.isNegative() ? EntryKind.WITHDRAWAL : EntryKind.CORRECTION;
  }

  /**
   * By how much the credit changes.
   *
   * @param available how much there is
   * @return nothing where the correction refuses to take less than it says
   */
  public Optional<Money> amountOf(Money available) {
    if (!amount.isNegative() || available.compareTo(amount.negated()) >= 0) {
      return Optional.of(amount);
    }
    return shortage == Shortage.REFUSE ? Optional.empty() : Optional.of(available.negated());
  }

  /**
   * Whether an entry of its kind that moved this much may be that of the same correction before.
   */
  public boolean mayHaveMoved(Money moved) {
    return shortage == Shortage.REFUSE ? moved.equals(amount) : moved.compareTo(amount) >= 0;
  }

  /**
   * What a correction did.
   *
   * @param isNew whether it was this one that did it, not the same one before
   * @param amount by how much the credit changed
   */
  public record Result(boolean isNew, Money amount) {}
}

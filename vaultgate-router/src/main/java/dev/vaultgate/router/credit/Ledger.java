package dev.vaultgate.router.credit;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.api.ServerException;
import java.util.List;

/**
 * A double-entry ledger: every movement of credit is an immutable transfer between two accounts,
 * and a balance is never below zero, whatever is concurrent or killed. A call's credit goes through
 * {@code hold} and then one of {@code settle} and {@code release}; the first of them counts, the
 * others change nothing.
 *
 * <p>Safe for many threads. Operations return when they are durable and throw {@link
 * ServerException} ({@code storage_unavailable}) when they cannot be.
 */
public interface Ledger {

  /**
   * Sets credit aside in one step that both tests and takes.
   *
   * @throws BillingException when less is available; nothing is held then
   */
  void hold(Hold hold);

  /**
   * Charges what was used: from the hold first, then from what is available; the rest is the
   * operator's loss. What was held and not used is available again.
   */
  Settlement settle(Hold hold, Money used);

  /**
   * The same some time soon, so that a caller need not wait for the disk: until it is written,
   * which is tried again and again, the hold stays.
   */
  void settleLater(Hold hold, Money used);

  /** Makes what was held available again. */
  void release(Hold hold);

  /**
   * Adds credit.
   *
   * @param reference names this top-up; the same one again changes nothing
   * @return whether it was new
   */
  boolean topUp(long accountId, Money amount, String reference);

  Balance balance(long accountId);

  /**
   * Releases the holds of processes that are gone; called at start, before anything is held.
   *
   * @return how many there were
   */
  int releaseAbandoned();

  /** Recomputes every balance from the transfers. */
  List<Mismatch> verify();

  /**
   * A balance that is not what its transfers say.
   *
   * @param what {@code available}, {@code held} or {@code used}
   */
  record Mismatch(long accountId, String what, Money recorded, Money computed) {}
}

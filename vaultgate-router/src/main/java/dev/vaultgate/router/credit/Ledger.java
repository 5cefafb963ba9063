package dev.vaultgate.router.credit;

import dev.vaultgate.api.BillingException;
import dev.vaultgate.api.ConflictException;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.api.ServerException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A double-entry ledger: every movement of credit is an immutable transfer from one side to
 * another, and a balance is never below zero, whatever is concurrent or killed. A call's credit
 * goes through {@code hold} and then one of {@code settle} and {@code release}; the first of them
 * counts, the others change nothing. A hold whose process ended is released in full by the next
 * one.
 *
 * <p>Safe for many threads. What an operation did is there after the process has been killed, once
 * it returned. One throws {@link ServerException} ({@code storage_unavailable}) when storage is in
 * trouble for seconds. A loss of power may take away holds and their ends of the last moments, so
 * that calls are not charged; never what {@link #settle} or {@link #topUp} has returned for.
 */
public interface Ledger {

  /**
   * Sets credit aside in one step that both tests and takes. Costs nothing where there is nothing
   * to hold. Claims the request's name in the same step, if it has one.
   *
   * @throws ConflictException when the name is taken, whether its request runs or has ended
   * @throws BillingException when the account, the project's budget or the key's has less credit;
   *     nothing is held then, and the tightest of them is named
   * @throws RateLimitException when a token quota has less
   */
  Hold hold(HoldRequest request);

  /**
   * Charges what was used: from the hold first, then from what is available and the key's cap
   * allows; the rest is the operator's loss. What was held and not used is available again.
   *
   * <p>Ends the request of the claim in the same step, or frees its name, see {@link
   * Charge#remembered}.
   *
   * @return what the first settlement did, also when this is a second one; nothing after a release
   */
  Settlement settle(Hold hold, Charge charge);

  /** Makes what was held available again, and the request's name, if it has one, free. */
  void release(Hold hold);

  /**
   * Adds credit.
   *
   * @param reference names this top-up in the whole ledger; the same one again changes nothing
   * @param note for people
   * @return whether it was new
   * @throws IllegalArgumentException when the amount is not above zero, the balance would leave the
   *     range of amounts, there is no such account, or the reference was used for another top-up
   */
  boolean topUp(long accountId, Money amount, String reference, String note);

  /** The same without a note. */
  default boolean topUp(long accountId, Money amount, String reference) {
    return topUp(accountId, amount, reference, "");
  }

  /**
   * Corrects an account's credit by a new entry. A balance never goes below zero by it, and what
   * open calls hold is not touched.
   *
   * @throws IllegalArgumentException when less is available than shall be taken back and it says
   *     not to take less, the balance would leave the range of amounts, there is no such account,
   *     or the reference was used for something else
   */
  Correction.Result correct(Correction correction);

  /**
   * What moved accounts' credit, newest first. Of a ledger in memory, the latest thousands.
   *
   * @param max how many at most, 1 to 1,000
   * @param from where the page begins: {@link EntryPage#next()} of the one before, or null for the
   *     newest
   */
  EntryPage entries(EntryQuery query, int max, @Nullable Long from);

  Balance balance(long accountId);

  /**
   * What a key or a project has used in the current period.
   *
   * @param owner its id
   */
  Spending spending(String owner, Period period);

  /** The same in all. */
  default Spending spending(String owner) {
    return spending(owner, Period.TOTAL);
  }

  /** The most that a hold could ask for now. */
  Affordable affordable(Payer payer);

  /** Recomputes every balance from the transfers, and everything that is held from the holds. */
  List<Mismatch> verify();

  /**
   * A figure that is not what the transfers or holds say.
   *
   * @param owner {@code account} and its id, or the id of a key or project
   * @param what such as {@code credit held} or {@code tokens used}
   * @param recorded as it is written; credit with a dollar sign
   * @param computed what it should be
   */
  record Mismatch(String owner, String what, String recorded, String computed) {}
}

package dev.vaultgate.server.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vaultgate.router.account.KeySpec;
import dev.vaultgate.router.credit.Ledger;
import dev.vaultgate.router.credit.Money;
import dev.vaultgate.router.store.ModelEntries;
import dev.vaultgate.router.usage.UsageQuery;
import java.time.Duration;
import java.util.List;

/**
 * What an administrator may do, wherever the store is: in this process, or behind a running server.
 * Calls block, are durable when they return, and fail with a {@link RuntimeException} whose message
 * is fit for the administrator. Safe for many threads.
 */
public interface Administration extends AutoCloseable {

  /** Where this works, for people: {@code the store /data/vaultgate.db}. */
  String place();

  /** All keys, oldest first, those that no longer work among them. */
  List<KeyView> keys();

  /** The key of an id; fails when there is none. */
  KeyView key(String id);

  /** Makes a key, and its account if that is new. */
  NewKey createKey(KeySpec spec);

  /**
   * Changes a key from its next call on.
   *
   * @param change the members to change, as {@link KeyJson} has them; one that is null goes back to
   *     what is usual, and what is not among them stays
   */
  KeyView changeKey(String id, ObjectNode change);

  /**
   * Gives a key a new secret; fails when there is none of this id, or it is revoked.
   *
   * @param overlap how long the old one works beside it; zero ends it at once
   */
  NewKey rotateKey(String id, Duration overlap);

  /** Lets a key work no longer, or again; fails when there is none of this id. */
  KeyView pauseKey(String id, boolean pause);

  /** Ends a key for ever; fails when there is none of this id. */
  Revocation revokeKey(String id);

  /** All accounts with their credit, oldest first. */
  List<AccountView> accounts();

  /**
   * Adds credit to an account that is there.
   *
   * @param reference names this top-up in the whole ledger; the same one again changes nothing
   * @param note for people, may be empty
   */
  TopUp topUp(String account, Money amount, String reference, String note);

  /** Recomputes every balance; empty when all add up. */
  List<Ledger.Mismatch> verifyCredit();

  /**
   * The newest calls and the sums of all.
   *
   * @param max how many calls at most, 1 to {@value dev.vaultgate.router.usage.UsageLog#PAGE_MAX}
   */
  UsageReport usage(UsageQuery query, int max);

  /**
   * The models and aliases that administrators have added. Changes fail where something is wrong
   * with them, and change nothing then.
   */
  ModelEntries models();

  /**
   * Has a running server read its configuration anew.
   *
   * @throws IllegalStateException when no server runs here
   */
  void reload();

  /** Lets go of the store, if this holds it. */
  @Override
  void close();
}

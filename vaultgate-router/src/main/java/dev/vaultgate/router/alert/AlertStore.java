package dev.vaultgate.router.alert;

import dev.vaultgate.api.ServerException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts are kept, and what of them is still to be delivered. Safe for many threads. A change
 * is durable when its method returns; what storage cannot do fails with {@link ServerException}
 * ({@code storage_unavailable}).
 */
public interface AlertStore {

  /**
   * Adds an alert, and what is to be delivered of it, unless its occasion has one.
   *
   * @return whether it was new
   */
  boolean add(AlertDraft alert, Set<AlertWay> ways);

  /**
   * Alerts, newest first.
   *
   * @param max how many at most, 1 to 1,000
   * @param from where the page begins: {@link AlertPage#next()} of the one before, or null
   */
  AlertPage page(AlertQuery query, int max, @Nullable Long from);

  /** How many alerts are unread. */
  long unread(AlertQuery query);

  /**
   * Says that alerts are read.
   *
   * @param query whose; others are as good as not there
   * @param id which one, or null for all of them
   * @return how many were unread
   */
  int read(AlertQuery query, @Nullable Long id, Instant at);

  /** What an account's owner wants; the usual if he has not said. */
  AlertSettings settings(long account);

  /**
   * Keeps what an account's owner wants.
   *
   * @throws IllegalArgumentException when there is no such account
   */
  void configure(long account, AlertSettings settings);

  /** What is to be delivered by now, what has waited longest first. */
  List<Delivery> due(Instant now, int max);

  /** Says that something was delivered. */
  void delivered(long delivery);

  /**
   * Says that something could not be delivered.
   *
   * @param nextAt when it shall be tried again, or null to give it up
   */
  void failed(long delivery, @Nullable Instant nextAt);

  /** Forgets alerts from before a time, read or not, with their occasions. */
  void forget(Instant before);
}

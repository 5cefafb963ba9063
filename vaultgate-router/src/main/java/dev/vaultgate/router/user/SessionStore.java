package dev.vaultgate.router.user;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where logins are kept. Safe for many threads; it promises and fails as {@link UserStore}. */
public interface SessionStore {

  /**
   * Adds a login whose token has this hash, unless its user is not active any more.
   *
   * @return whether it was added
   */
  boolean add(Session session, String hash);

  /** The login of this hash and its user as he is now, over or not. */
  Optional<SignedIn> find(String hash);

  /** Notes that a login was used. Soon and perhaps: it neither waits nor fails. */
  void seen(String id, Instant at);

  /** The logins of a user, newest first. */
  List<Session> of(String userId);

  /** Ends a login of a user; false when he has none of this id. */
  boolean end(String userId, String id);

  /**
   * Ends all logins of a user.
   *
   * @param exceptId one that stays, or null
   * @return how many ended
   */
  int endAll(String userId, @Nullable String exceptId);

  /** Forgets logins that began or were last used before these times. */
  void forget(Instant createdBefore, Instant seenBefore);

  /** Somebody who has signed in. */
  record SignedIn(User user, Session session) {}
}

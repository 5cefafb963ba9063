package dev.vaultgate.router.user;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where users are kept. Safe for many threads. A change is durable when its method returns; what
 * storage cannot do fails with {@link dev.vaultgate.api.ServerException} ({@code
 * storage_unavailable}).
 */
public interface UserStore {

  /** The most users of one page. */
  int PAGE_MAX = 1_000;

  /** Adds a user and his account; empty when a user has this address already. */
  Optional<User> add(UserDraft draft);

  /** Adds the first owner; empty when there is one, or a user has this address already. */
  Optional<User> addFirstOwner(UserDraft draft);

  /** Whether there is an owner, active or not. */
  boolean hasOwner();

  Optional<User> find(String id);

  /** The user whose address has this {@linkplain Email#key() key}, with his password. */
  Optional<WithPassword> findByEmail(String key);

  Optional<WithPassword> findWithPassword(String id);

  /** Whether an account of this name is some user's. */
  boolean isOwned(String account);

  /** The user who owns an account. */
  Optional<User> findByAccount(long accountId);

  /**
   * Users, newest first.
   *
   * @param from where the page begins: {@link UserPage#next()} of the one before, or null for the
   *     newest
   */
  UserPage page(UserQuery query, int max, @Nullable Long from);

  /** Changes a user's name and role. */
  Change update(String id, String name, Role role);

  /** Disables a user and blocks his account; his logins and links end. */
  Change disable(String id);

  /** Ends what {@link #disable} did; false when there is none of this id. */
  boolean enable(String id);

  /**
   * Gives a user a password, and lets one who was invited in. His logins and links end.
   *
   * @return false when there is none of this id
   */
  boolean setPassword(String id, String hash);

  /** Replaces a hash by another of the same password; nothing if it is another one meanwhile. */
  void rehash(String id, String before, String hash);

  /** Notes that a user signed in. Soon and perhaps: it neither waits nor fails. */
  void loggedIn(String id, Instant at);

  /** Lets a user choose a password with a token of this hash; links before it end. */
  void addLink(String id, String hash, Instant expiresAt);

  /** Whose link it is, if it has not expired. */
  Optional<User> findByLink(String hash, Instant now);

  /**
   * Uses a link up, and gives its user a password as {@link #setPassword} does. Of several who come
   * with one link, one has it.
   *
   * @return the user, unless the link is unknown, expired or used, or its user disabled
   */
  Optional<User> acceptLink(String hash, String passwordHash, Instant now);

  /**
   * A user with the hash of his password, which nobody is shown.
   *
   * @param password null for one who has none yet
   */
  record WithPassword(User user, @Nullable String password) {

    @Override
    public String toString() {
      return "WithPassword[" + user + "]";
    }
  }

  /** What became of a change. */
  enum Change {
    DONE,
    /** There is no such user. */
    UNKNOWN,
    /** It would have left no active owner. */
    LAST_OWNER
  }
}

package dev.vaultgate.router.user;

import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.UserStore.WithPassword;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns a password into a login. Who guesses is told the same, after the same work, whether the
 * address is known, disabled, without a password or right. Safe for many threads.
 */
public final class Logins {

  private static final int TRIES_MAX = 10;
  private static final Duration TRIES_WINDOW = Duration.ofMinutes(15);

  private final UserStore store;
  private final Users users;
  private final Sessions sessions;
  private final Passwords passwords;
  private final SystemTime time;
  private final Tries tries;

  public Logins(
      UserStore store, Users users, Sessions sessions, Passwords passwords, SystemTime time) {
    this.store = store;
    this.users = users;
    this.sessions = sessions;
    this.passwords = passwords;
    this.time = time;
    this.tries = new Tries(TRIES_MAX, TRIES_WINDOW, time);
  }

  /**
   * Signs in.
   *
   * @param email as it was typed
   * @param address from where
   * @param agent what the browser calls itself
   * @throws AuthenticationException in one text for whatever is wrong
   * @throws dev.vaultgate.api.RateLimitException after ten tries in a quarter of an hour
   */
  public Sessions.Begun login(String email, String password, String address, String agent) {
    PasswordRules.checkMax("password", password);
    String key = key(email);
    String name = key + " " + address;
    tries.count(name);
    Optional<WithPassword> known = store.findByEmail(key);
    String hash = known.map(Logins::usable).orElse(null);
    if (!passwords.matches(password, hash) || known.isEmpty() || hash == null) {
      throw wrong();
    }
    User user = known.get().user();
    tries.forget(name);
    if (passwords.isOutdated(hash)) {
      store.rehash(user.id(), hash, passwords.hash(password));
    }
    return begin(user, address, agent);
  }

  /** Signs in whoever has shown by other means who he is. */
  public Sessions.Begun begin(User user, String address, String agent) {
    Sessions.Begun begun = sessions.begin(user, address, agent).orElseThrow(Logins::wrong);
    store.loggedIn(user.id(), time.now().truncatedTo(ChronoUnit.MILLIS));
    return begun;
  }

  /**
   * Gives a user who knows his password another; all his logins end.
   *
   * @param address from where he asks
   */
  public void changePassword(User user, String now, String wanted, String address) {
    PasswordRules.checkMax("current_password", now);
    String name = user.email().key() + " " + address;
    tries.count(name);
    String hash = store.findWithPassword(user.id()).map(Logins::usable).orElse(null);
    if (!passwords.matches(now, hash)) {
      throw PasswordRules.refused("current_password", "the one that is in use");
    }
    tries.forget(name);
    users.choose(user, wanted);
  }

  private static String key(String email) {
    try {
      return new Email(email).key();
    } catch (InvalidRequestException e) {
      return email; // What is no address is nobody's, and worth as much work.
    }
  }

  private static @Nullable String usable(WithPassword known) {
    return known.user().isActive() ? known.password() : null;
  }

  private static AuthenticationException wrong() {
    return new AuthenticationException(
        "login_required", "The e-mail address or the password is wrong.");
  }
}

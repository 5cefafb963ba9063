package dev.vaultgate.router.user;

import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.SessionStore.SignedIn;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Begins, finds and ends logins. Safe for many threads. */
public final class Sessions {

  private static final int ID_BYTES = 8;
  private static final int AGENT_LENGTH_MAX = 200;
  private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

  private final SessionStore store;
  private final SystemTime time;

  public Sessions(SessionStore store, SystemTime time) {
    this.store = store;
    this.time = time;
  }

  /** A login with its token, which is the browser's alone. */
  public record Begun(User user, Session session, SecretToken token) {}

  /**
   * Begins a login, always with a token of its own.
   *
   * @return empty when the user has ceased to be active
   */
  public Optional<Begun> begin(User user, String address, String agent) {
    Instant now = time.now().truncatedTo(ChronoUnit.MILLIS); // As stores keep it.
    store.forget(now.minus(Session.AGE_MAX), now.minus(Session.IDLE_MAX));
    byte[] id = new byte[ID_BYTES];
    time.fillSecret(id);
    Session session =
        new Session(
            "login_" + HexFormat.of().formatHex(id), user.id(), now, now, address, shown(agent));
    SecretToken token = SecretToken.create(time);
    return store.add(session, token.hash())
        ? Optional.of(new Begun(user, session, token))
        : Optional.empty();
  }

  private static String shown(String agent) {
    String printable = agent.replaceAll("[^\\x20-\\x7E]", "?");
    return printable.substring(0, Math.min(AGENT_LENGTH_MAX, printable.length()));
  }

  /** Who has signed in with this token, as he is now, if the login still holds. */
  public Optional<SignedIn> find(SecretToken token) {
    Instant now = time.now();
    Optional<SignedIn> found =
        store
            .find(token.hash())
            .filter(signedIn -> signedIn.user().isActive() && !signedIn.session().isOver(now));
    found
        .map(SignedIn::session)
        .filter(session -> !now.isBefore(session.seenAt().plus(SEEN_EVERY)))
        .ifPresent(session -> store.seen(session.id(), now));
    return found;
  }

  /** The logins of a user that still hold, newest first. */
  public List<Session> of(User user) {
    Instant now = time.now();
    return store.of(user.id()).stream().filter(session -> !session.isOver(now)).toList();
  }

  /** Ends a login of a user; false when he has none of this id. */
  public boolean end(User user, String id) {
    return store.end(user.id(), id);
  }

  /** Ends all logins of a user but this one; how many they were. */
  public int endOthers(User user, Session kept) {
    return store.endAll(user.id(), kept.id());
  }

  /** Ends all logins of a user; how many they were. */
  public int endAll(User user) {
    return store.endAll(user.id(), null);
  }
}

package dev.vaultgate.router.store;

import dev.vaultgate.router.user.Session;
import dev.vaultgate.router.user.SessionStore;
import dev.vaultgate.router.user.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Logins in a map, guarded by this object's monitor. */
final class InMemorySessions implements SessionStore {

  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final Function<String, Optional<User>> users;

  /**
   * @param users finds one by his id
   */
  InMemorySessions(Function<String, Optional<User>> users) {
    this.users = users;
  }

  @Override
  public boolean add(Session session, String hash) {
    put(session, hash);
    // Asked afterwards, since whoever disables a user ends his logins after that, and without the
    // monitor, since he holds that of the users meanwhile.
    boolean isActive = users.apply(session.userId()).filter(User::isActive).isPresent();
    return isActive || !end(session.userId(), session.id());
  }

  private synchronized void put(Session session, String hash) {
    sessions.put(hash, session);
  }

  @Override
  public Optional<SignedIn> find(String hash) {
    return session(hash)
        .flatMap(session -> users.apply(session.userId()).map(user -> new SignedIn(user, session)));
  }

  private synchronized Optional<Session> session(String hash) {
    return Optional.ofNullable(sessions.get(hash));
  }

  @Override
  public synchronized void seen(String id, Instant at) {
    sessions.replaceAll(
        (hash, session) ->
            session.id().equals(id)
                ? new Session(
                    id,
                    session.userId(),
                    session.createdAt(),
                    at,
                    session.address(),
                    session.agent())
                : session);
  }

  @Override
  public synchronized List<Session> of(String userId) {
    List<Session> his = new ArrayList<>(sessions.values());
    his.removeIf(session -> !session.userId().equals(userId));
    Collections.reverse(his);
    return his;
  }

  @Override
  public synchronized boolean end(String userId, String id) {
    return sessions
        .values()
        .removeIf(session -> session.userId().equals(userId) && session.id().equals(id));
  }

  @Override
  public synchronized int endAll(String userId, @Nullable String exceptId) {
    int before = sessions.size();
    sessions
        .values()
        .removeIf(session -> session.userId().equals(userId) && !session.id().equals(exceptId));
    return before - sessions.size();
  }

  @Override
  public synchronized void forget(Instant createdBefore, Instant seenBefore) {
    sessions
        .values()
        .removeIf(
            session ->
                session.createdAt().isBefore(createdBefore)
                    || session.seenAt().isBefore(seenBefore));
  }
}

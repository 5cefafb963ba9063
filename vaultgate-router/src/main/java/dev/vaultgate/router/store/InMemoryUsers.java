package dev.vaultgate.router.store;

import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.user.Role;
import dev.vaultgate.router.user.User;
import dev.vaultgate.router.user.UserDraft;
import dev.vaultgate.router.user.UserPage;
import dev.vaultgate.router.user.UserQuery;
import dev.vaultgate.router.user.UserState;
import dev.vaultgate.router.user.UserStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Users in maps, guarded by this object's monitor. */
final class InMemoryUsers implements UserStore {

  private final InMemoryKeys keys;
  private final InMemorySessions sessions;
  private final NavigableMap<Long, User> users = new TreeMap<>();
  private final Map<String, String> passwords = new HashMap<>();
  private final Map<String, Link> links = new HashMap<>();

  private record Link(String hash, Instant expiresAt) {}

  InMemoryUsers(InMemoryKeys keys) {
    this.keys = keys;
    this.sessions = new InMemorySessions(this::find);
  }

  InMemorySessions sessions() {
    return sessions;
  }

  @Override
  public synchronized Optional<User> add(UserDraft draft) {
    if (has(user -> user.email().key().equals(draft.email().key()))) {
      return Optional.empty();
    }
    User user =
        new User(
            draft.id(),
            account(draft),
            draft.email(),
            draft.name(),
            draft.role(),
            draft.state(),
            draft.createdAt(),
            null);
    users.put(users.size() + 1L, user);
    if (draft.password() != null) {
      passwords.put(draft.id(), draft.password());
    }
    return Optional.of(user);
  }

  private Account account(UserDraft draft) {
    boolean isThere = keys.findAccount(draft.account()).isPresent();
    boolean isHis = !isThere || draft.adoptsAccount() && !isOwned(draft.account());
    String name = isHis ? draft.account() : draft.id();
    return keys.account(name, draft.unlimitedAccount(), draft.createdAt());
  }

  @Override
  public synchronized Optional<User> addFirstOwner(UserDraft draft) {
    return hasOwner() ? Optional.empty() : add(draft);
  }

  @Override
  public boolean hasOwner() {
    return has(user -> user.role() == Role.OWNER);
  }

  @Override
  public Optional<User> find(String id) {
    return first(user -> user.id().equals(id));
  }

  @Override
  public Optional<WithPassword> findByEmail(String key) {
    return first(user -> user.email().key().equals(key)).map(this::withPassword);
  }

  @Override
  public Optional<WithPassword> findWithPassword(String id) {
    return find(id).map(this::withPassword);
  }

  private synchronized WithPassword withPassword(User user) {
    return new WithPassword(user, passwords.get(user.id()));
  }

  @Override
  public boolean isOwned(String account) {
    return has(user -> user.account().name().equals(account));
  }

  @Override
  public Optional<User> findByAccount(long accountId) {
    return first(user -> user.account().id() == accountId);
  }

  @Override
  public synchronized UserPage page(UserQuery query, int max, @Nullable Long from) {
    Pages.check(max);
    List<User> page = new ArrayList<>();
    for (var entry : users.headMap(Pages.start(from), true).descendingMap().entrySet()) {
      if (query.matches(entry.getValue())) {
        if (page.size() == max) {
          return new UserPage(page, entry.getKey());
        }
        page.add(entry.getValue());
      }
    }
    return new UserPage(page, null);
  }

  @Override
  public synchronized Change update(String id, String name, Role role) {
    return guarded(id, user -> with(user, name, role, user.state(), user.lastLoginAt()));
  }

  @Override
  public synchronized Change disable(String id) {
    Change change = guarded(id, user -> withState(user, UserState.DISABLED));
    if (change == Change.DONE) {
      find(id).ifPresent(user -> keys.block(user.account().id(), id));
      links.remove(id);
      sessions.endAll(id, null);
    }
    return change;
  }

  @Override
  public synchronized boolean enable(String id) {
    find(id).ifPresent(user -> keys.unblock(user.account().id(), id));
    return change(
        id,
        user -> withState(user, passwords.containsKey(id) ? UserState.ACTIVE : UserState.INVITED));
  }

  @Override
  public synchronized boolean setPassword(String id, String hash) {
    if (find(id).isEmpty()) {
      return false;
    }
    passwords.put(id, hash);
    links.remove(id);
    sessions.endAll(id, null);
    return change(
        id, user -> user.state() == UserState.INVITED ? withState(user, UserState.ACTIVE) : user);
  }

  @Override
  public synchronized void rehash(String id, String before, String hash) {
    passwords.replace(id, before, hash);
  }

  @Override
  public synchronized void loggedIn(String id, Instant at) {
    change(id, user -> with(user, user.name(), user.role(), user.state(), at));
  }

  @Override
  public synchronized void addLink(String id, String hash, Instant expiresAt) {
    links.put(id, new Link(hash, expiresAt));
  }

  @Override
  public synchronized Optional<User> findByLink(String hash, Instant now) {
    return first(
        user -> {
          Link link = links.get(user.id());
          return link != null && link.hash().equals(hash) && now.isBefore(link.expiresAt());
        });
  }

  @Override
  public synchronized Optional<User> acceptLink(String hash, String passwordHash, Instant now) {
    Optional<User> user = findByLink(hash, now);
    user.ifPresent(found -> setPassword(found.id(), passwordHash));
    return user.flatMap(found -> find(found.id()));
  }

  private synchronized boolean has(Predicate<User> condition) {
    return users.values().stream().anyMatch(condition);
  }

  private synchronized Optional<User> first(Predicate<User> condition) {
    return users.values().stream().filter(condition).findFirst();
  }

  private boolean change(String id, UnaryOperator<User> change) {
    boolean isThere = find(id).isPresent();
    users.replaceAll((place, user) -> user.id().equals(id) ? change.apply(user) : user);
    return isThere;
  }

  private Change guarded(String id, UnaryOperator<User> change) {
    Optional<User> user = find(id);
    if (user.isEmpty()) {
      return Change.UNKNOWN;
    }
    boolean isAnother = has(other -> isActiveOwner(other) && !other.id().equals(id));
    if (isActiveOwner(user.get()) && !isActiveOwner(change.apply(user.get())) && !isAnother) {
      return Change.LAST_OWNER;
    }
    change(id, change);
    return Change.DONE;
  }

  private static boolean isActiveOwner(User user) {
    return user.role() == Role.OWNER && user.isActive();
  }

  private static User withState(User user, UserState state) {
    return with(user, user.name(), user.role(), state, user.lastLoginAt());
  }

  private static User with(
      User user, String name, Role role, UserState state, @Nullable Instant lastLoginAt) {
    return new User(
        user.id(), user.account(), user.email(), name, role, state, user.createdAt(), lastLoginAt);
  }
}

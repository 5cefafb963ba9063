package dev.vaultgate.router.user;

import dev.vaultgate.api.InvalidRequestException;
import dev.vaultgate.api.PermissionException;
import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.router.user.UserStore.Change;
import dev.vaultgate.router.user.UserStore.WithPassword;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes, finds, changes and disables users. Whoever changes others says in which role, and is
 * refused with {@link PermissionException} where that role does not reach; what cannot be is
 * refused with {@link InvalidRequestException}. Safe for many threads.
 */
public final class Users {

  /** How long somebody may take to follow a link. */
  public static final Duration LINK_TIME = Duration.ofDays(7);

  private static final int ID_BYTES = 12;

  private final UserStore store;
  private final Passwords passwords;
  private final Registration registration;
  private final SystemTime time;
  private final List<Consumer<User>> onRegistered = new CopyOnWriteArrayList<>();
  private final List<BlockListener> onBlocked = new CopyOnWriteArrayList<>();

  public Users(UserStore store, Passwords passwords, Registration registration, SystemTime time) {
    this.store = store;
    this.passwords = passwords;
    this.registration = registration;
    this.time = time;
  }

  /** Somebody who may choose a password, and the token by which he shows that it is he. */
  public record Invited(User user, SecretToken token, Instant expiresAt) {}

  /** Runs with each user who has registered or accepted an invitation, once he is kept. */
  public void onRegistered(Consumer<User> listener) {
    onRegistered.add(listener);
  }

  /** Told of each user whose keys work no longer, or again, once that is kept. */
  public void onBlocked(BlockListener listener) {
    onBlocked.add(listener);
  }

  /** What to do when a user is disabled or enabled. */
  @FunctionalInterface
  public interface BlockListener {
    void changed(User user, boolean blocked);
  }

  /** Who may become a user. */
  public Registration registration() {
    return registration;
  }

  /** Whether somebody owns the gateway. Until then it is to be set up. */
  public boolean hasOwner() {
    return store.hasOwner();
  }

  public Optional<User> find(String id) {
    return store.find(id);
  }

  public Optional<User> findByEmail(Email email) {
    return store.findByEmail(email.key()).map(WithPassword::user);
  }

  /** The user who owns an account. */
  public Optional<User> ownerOf(Account account) {
    return store.findByAccount(account.id());
  }

  /** Users, newest first, see {@link UserStore#page}. */
  public UserPage page(UserQuery query, int max, @Nullable Long from) {
    return store.page(query, max, from);
  }

  /** Makes the first owner; there cannot be two who are. */
  public User setUp(UserSpec first, String password) {
    PasswordRules.check(password, first.email());
    UserDraft draft = draft(first.role(Role.OWNER), passwords.hash(password));
    return store
        .addFirstOwner(draft)
        .orElseThrow(
            () ->
                hasOwner()
                    ? new PermissionException("forbidden", "The gateway has been set up already.")
                    : taken(first.email()));
  }

  /** Makes somebody a user who asks for it himself. */
  public User register(Email email, @Nullable String name, String password) {
    if (registration != Registration.OPEN) {
      throw new PermissionException(
          "forbidden",
          registration == Registration.INVITE
              ? "Registration is by invitation."
              : "Registration is closed.");
    }
    UserSpec spec = UserSpec.member(email, name);
    PasswordRules.check(password, email);
    if (findByEmail(email).isPresent()) {
      throw taken(email); // Found out before the work of a hash.
    }
    // An account that somebody else has named after this address is not his for the asking.
    User user = added(draft(spec, passwords.hash(password), false));
    onRegistered.forEach(listener -> listener.accept(user));
    return user;
  }

  /** Makes a user who can sign in at once. */
  public User create(Role by, UserSpec spec, String password) {
    requireReach(by, spec.role());
    PasswordRules.check(password, spec.email());
    requireFree(spec.account());
    return added(draft(spec, passwords.hash(password)));
  }

  /** Makes a user who is to choose a password. */
  public Invited invite(Role by, UserSpec spec) {
    requireReach(by, spec.role());
    if (registration == Registration.CLOSED) {
      throw new PermissionException(
          "forbidden",
          "Nobody is invited while accounts.registration is closed (expected: invite or open).");
    }
    requireFree(spec.account());
    return link(added(draft(spec, null)));
  }

  /** A link for a user to choose a password; those before it end. */
  public Invited link(Role by, String id) {
    User user = existing(id);
    requireReach(by, user.role());
    if (user.state() == UserState.DISABLED) {
      throw InvalidRequestException.value("id", id, "a user who is not disabled");
    }
    return link(user);
  }

  private Invited link(User user) {
    SecretToken token = SecretToken.create(time);
    Instant expiresAt = time.now().plus(LINK_TIME).truncatedTo(ChronoUnit.MILLIS);
    store.addLink(user.id(), token.hash(), expiresAt);
    return new Invited(user, token, expiresAt);
  }

  /** Whose link this is, if it can be used. */
  public Optional<User> findByLink(SecretToken token) {
    return store.findByLink(token.hash(), time.now());
  }

  /** Uses a link up; whoever holds it has chosen this password. */
  public User accept(SecretToken token, String password) {
    User before = findByLink(token).orElseThrow(Users::badLink);
    PasswordRules.check(password, before.email());
    User user =
        store
            .acceptLink(token.hash(), passwords.hash(password), time.now())
            .orElseThrow(Users::badLink);
    if (before.state() == UserState.INVITED) {
      onRegistered.forEach(listener -> listener.accept(user));
    }
    return user;
  }

  private static PermissionException badLink() {
    return new PermissionException("forbidden", "The link has expired, or has been used.");
  }

  /**
   * Changes a user.
   *
   * @param name null to keep the one he has
   * @param role null to keep the one he has
   */
  public User update(Role by, String id, @Nullable String name, @Nullable Role role) {
    User user = existing(id);
    requireReach(by, user.role());
    Role wanted = role == null ? user.role() : role;
    requireReach(by, wanted);
    UserSpec spec = UserSpec.member(user.email(), name == null ? user.name() : name);
    require(id, store.update(id, spec.name(), wanted));
    return existing(id);
  }

  /** Lets a user and the keys of his account in no longer. */
  public User disable(Role by, String id) {
    User user = existing(id);
    requireReach(by, user.role());
    require(id, store.disable(id));
    onBlocked.forEach(listener -> listener.changed(user, true));
    return existing(id);
  }

  /** Lets a user and the keys of his account in again. */
  public User enable(Role by, String id) {
    User user = existing(id);
    requireReach(by, user.role());
    store.enable(id);
    onBlocked.forEach(listener -> listener.changed(user, false));
    return existing(id);
  }

  /** Gives somebody else a password; his logins end. */
  public User setPassword(Role by, String id, String password) {
    User user = existing(id);
    requireReach(by, user.role());
    choose(user, password);
    return existing(id);
  }

  /** Gives a user the password that he has chosen; all his logins end. */
  void choose(User user, String password) {
    PasswordRules.check(password, user.email());
    store.setPassword(user.id(), passwords.hash(password));
  }

  private User added(UserDraft draft) {
    return store.add(draft).orElseThrow(() -> taken(draft.email()));
  }

  private UserDraft draft(UserSpec spec, @Nullable String hash) {
    return draft(spec, hash, true);
  }

  private UserDraft draft(UserSpec spec, @Nullable String hash, boolean adopts) {
    byte[] random = new byte[ID_BYTES];
    time.fillSecret(random);
    String id = "user_" + HexFormat.of().formatHex(random);
    return new UserDraft(
        id,
        spec.email(),
        spec.name(),
        spec.role(),
        spec.accountName(id),
        adopts,
        spec.unlimitedAccount(),
        hash,
        time.now().truncatedTo(ChronoUnit.MILLIS));
  }

  /** An account that was named, and not only meant, must be there for the taking. */
  private void requireFree(@Nullable String account) {
    if (account != null && store.isOwned(account)) {
      throw InvalidRequestException.value("account", account, "one that is no other user's");
    }
  }

  private User existing(String id) {
    return store.find(id).orElseThrow(() -> unknown(id));
  }

  private static void require(String id, Change change) {
    if (change == Change.UNKNOWN) {
      throw unknown(id);
    } else if (change == Change.LAST_OWNER) {
      throw InvalidRequestException.value("id", id, "not the last owner, who stays one");
    }
  }

  /**
   * Returns if somebody of a role may manage a user.
   *
   * @throws PermissionException if not
   */
  public void requireReach(Role by, User other) {
    requireReach(by, other.role());
  }

  private static void requireReach(Role by, Role other) {
    if (!by.manages(other)) {
      throw new PermissionException(
          "forbidden", "Only an owner may do this with owners and administrators.");
    }
  }

  private static InvalidRequestException unknown(String id) {
    return new InvalidRequestException(
        404, "not_found", "There is no user with the id " + id + ".", "id");
  }

  private static InvalidRequestException taken(Email email) {
    return InvalidRequestException.value(
        "email", email, "one that is not a user's in this or another spelling");
  }
}

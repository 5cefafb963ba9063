package dev.vaultgate.server.manage;

import dev.vaultgate.api.PermissionException;
import dev.vaultgate.router.account.Viewer;
import dev.vaultgate.router.user.SessionStore.SignedIn;
import dev.vaultgate.router.user.User;
import org.jspecify.annotations.Nullable;

/**
 * Who calls the management API.
 *
 * @param role what they may do
 * @param login that of a user who has signed in, or null
 */
public record Identity(Role role, @Nullable SignedIn login) {

  /** What somebody may do: each may what those before it may. */
  public enum Role {
    NOBODY,
    USER,
    ADMIN
  }

  /** Somebody unknown. */
  public static final Identity NOBODY = new Identity(Role.NOBODY, null);

  /** Whoever has the admin key, or the store's file. */
  public static final Identity OPERATOR = new Identity(Role.ADMIN, null);

  /** A user, with what his role lets him do now. */
  public static Identity of(SignedIn login) {
    return new Identity(login.user().role().administers() ? Role.ADMIN : Role.USER, login);
  }

  /** For people and the audit: a user's address, {@code operator}, or {@code anybody}. */
  public String name() {
    return login == null ? word() : login.user().email().text();
  }

  /** The user's id, or the same words. */
  public String id() {
    return login == null ? word() : login.user().id();
  }

  private String word() {
    return role == Role.NOBODY ? "anybody" : "operator";
  }

  /** The account that is their own, or null for who has none. */
  public @Nullable Long accountId() {
    return login == null ? null : login.user().account().id();
  }

  /** The user that they are, or null for who is none. */
  public @Nullable String userId() {
    return login == null ? null : login.user().id();
  }

  /**
   * The user that they are.
   *
   * @throws PermissionException for who is none
   */
  public User user() {
    return signedIn().user();
  }

  /**
   * The login of the user that they are.
   *
   * @throws PermissionException for who is none
   */
  public SignedIn signedIn() {
    if (login == null) {
      throw new PermissionException("forbidden", "This is for users who have signed in.");
    }
    return login;
  }

  /** In which role they manage users; who has the admin key may do all that an owner may. */
  public dev.vaultgate.router.user.Role managesAs() {
    if (login != null) {
      return login.user().role();
    }
    return role == Role.ADMIN
        ? dev.vaultgate.router.user.Role.OWNER
        : dev.vaultgate.router.user.Role.MEMBER;
  }

  /**
   * Whose keys and projects they may see and change, or null for everybody's. Look-ups carry it in
   * the query itself.
   */
  public @Nullable Viewer viewer() {
    return owner() == null ? null : new Viewer(user().account().id(), user().id());
  }

  /**
   * Whose objects they may see and change: an account's, or null for everybody's. Look-ups carry it
   * in the query itself.
   *
   * @throws IllegalStateException for somebody unknown, who may see nobody's
   */
  public @Nullable Long owner() {
    return switch (role) {
      case ADMIN -> null;
      case USER -> user().account().id();
      case NOBODY -> throw new IllegalStateException("nobody owns anything");
    };
  }
}

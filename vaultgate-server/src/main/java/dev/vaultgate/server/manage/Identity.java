package dev.vaultgate.server.manage;

import org.jspecify.annotations.Nullable;

/**
 * Who calls the management API.
 *
 * @param role what they may do
 * @param name for people and the audit: a user's address, or {@code operator}
 * @param accountId the account that is their own, or null for who has none
 * @param userId the user that they are, or null for who is none
 */
public record Identity(Role role, String name, @Nullable Long accountId, @Nullable String userId) {

  /** What somebody may do: each may what those before it may. */
  public enum Role {
    NOBODY,
    USER,
    ADMIN
  }

  /** Somebody unknown. */
  public static final Identity NOBODY = new Identity(Role.NOBODY, "", null, null);

  /** Whoever has the admin key, or the store's file. */
  public static final Identity OPERATOR = new Identity(Role.ADMIN, "operator", null, null);

  /**
   * Whose objects they may see and change: an account's, or null for everybody's. Look-ups carry it
   * in the query itself.
   *
   * @throws IllegalStateException for somebody unknown, who may see nobody's
   */
  public @Nullable Long owner() {
    return switch (role) {
      case ADMIN -> null;
      case USER -> {
        if (accountId == null) {
          throw new IllegalStateException("user " + userId + " has no account");
        }
        yield accountId;
      }
      case NOBODY -> throw new IllegalStateException("nobody owns anything");
    };
  }
}

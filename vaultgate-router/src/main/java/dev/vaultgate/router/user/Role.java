package dev.vaultgate.router.user;

import java.util.Locale;

/** What a user may do, the most first. */
public enum Role {
  /** Everything, and to say who else may. */
  OWNER,
  /** Everything but what concerns owners and administrators. */
  ADMIN,
  /** What is his own. */
  MEMBER;

  /** Whether somebody of this role looks after what is everybody's. */
  public boolean administers() {
    return this != MEMBER;
  }

  /** Whether he may make, change and disable somebody of another role. */
  public boolean manages(Role other) {
    return this == OWNER || this == ADMIN && other == MEMBER;
  }

  /** As it is written: {@code admin}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of a word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Role parse(String word) {
    for (Role role : values()) {
      if (role.word().equals(word)) {
        return role;
      }
    }
    throw new IllegalArgumentException("role: " + word + " (expected: owner, admin or member)");
  }
}

package dev.vaultgate.router.user;

import java.util.Locale;

/** What a member may do in a project. */
public enum ProjectRole {
  /** See and change all of its keys, and say who is a member. */
  MANAGER,
  /** Make keys, and see and change those that he has made. */
  MEMBER;

  /** As it is written: {@code manager}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of a word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static ProjectRole parse(String word) {
    for (ProjectRole role : values()) {
      if (role.word().equals(word)) {
        return role;
      }
    }
    throw new IllegalArgumentException("role: " + word + " (expected: manager or member)");
  }
}

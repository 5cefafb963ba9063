package dev.vaultgate.router.user;

import java.util.Locale;

/** Whether a user may come in. */
public enum UserState {
  ACTIVE,
  /** Until an administrator enables him: no login works, nor any key of his account. */
  DISABLED,
  /** Until he has chosen a password. */
  INVITED;

  /** As it is written: {@code active}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The state of a word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static UserState parse(String word) {
    for (UserState state : values()) {
      if (state.word().equals(word)) {
        return state;
      }
    }
    throw new IllegalArgumentException(
        "state: " + word + " (expected: active, disabled or invited)");
  }
}

package dev.vaultgate.router.user;

import java.util.Locale;

/** Who may become a user. Administrators can always make one. */
public enum Registration {
  /** Nobody but whom an administrator makes one. */
  CLOSED,
  /** Whoever an administrator sends a link. */
  INVITE,
  /** Whoever likes. */
  OPEN;

  /** As it is written: {@code invite}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The policy of a word.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Registration parse(String word) {
    for (Registration registration : values()) {
      if (registration.word().equals(word)) {
        return registration;
      }
    }
    throw new IllegalArgumentException(
        "registration: " + word + " (expected: closed, invite or open)");
  }
}

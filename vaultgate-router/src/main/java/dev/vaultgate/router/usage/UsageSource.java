package dev.vaultgate.router.usage;

import java.util.Locale;

/** Who counted the tokens of a call. */
public enum UsageSource {
  /** The provider. */
  REPORTED,
  /** The gateway, from what was sent and delivered. */
  ESTIMATED,
  /** Nobody, because nothing was delivered. */
  NONE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in storage and JSON. */
  public String word() {
    return word;
  }

  public static UsageSource parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}

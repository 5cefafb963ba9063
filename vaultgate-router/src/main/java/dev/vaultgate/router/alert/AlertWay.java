package dev.vaultgate.router.alert;

import java.util.Locale;

/** How an alert reaches its owner, beside the inbox. */
public enum AlertWay {
  WEBHOOK,
  MAIL;

  /** As it is stored: {@code webhook}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The way of a word. */
  public static AlertWay parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}

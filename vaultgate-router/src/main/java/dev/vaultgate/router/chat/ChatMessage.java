package dev.vaultgate.router.chat;

import dev.vaultgate.router.credit.Money;

/**
 * Something that was said in a conversation.
 *
 * @param text what of it is searched
 * @param json all of it, as those have it who show it
 * @param cost what it cost, nothing for what a person said
 */
public record ChatMessage(String text, String json, Money cost) {

  /** Room for a picture or two. */
  public static final int CHARS_MAX = 6 * 1024 * 1024;

  public ChatMessage {
    if (json.length() > CHARS_MAX) {
      throw new IllegalArgumentException(
          "message: " + json.length() + " characters (expected: at most " + CHARS_MAX + ")");
    }
    if (cost.isNegative()) {
      throw new IllegalArgumentException("cost: " + cost + " (expected: $0 or more)");
    }
  }
}

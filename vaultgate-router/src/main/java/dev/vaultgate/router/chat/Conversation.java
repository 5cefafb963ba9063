package dev.vaultgate.router.chat;

import dev.vaultgate.router.credit.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as it stands in a list.
 *
 * @param id names it
 * @param title for people, may be empty
 * @param folder in which it lies, or empty
 * @param model that is asked next
 * @param messages how many there are
 * @param cost of all its answers
 * @param createdAt when it began
 * @param updatedAt when it last changed
 * @param sharedUntil until when a link shows it, or null for none
 */
public record Conversation(
    String id,
    String title,
    String folder,
    String model,
    int messages,
    Money cost,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant sharedUntil) {

  private static final int TITLE_CHARS_MAX = 200;
  private static final int MODEL_CHARS_MAX = 200;

  public Conversation {
    check("title", title, TITLE_CHARS_MAX);
    check("folder", folder, TITLE_CHARS_MAX);
    check("model", model, MODEL_CHARS_MAX);
  }

  private static void check(String name, String text, int max) {
    if (text.length() > max || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "%s: %d characters (expected: at most %d, and none that controls)"
              .formatted(name, text.length(), max));
    }
  }

  /** The same with another title, folder and model. */
  public Conversation with(String title, String folder, String model) {
    return new Conversation(
        id, title, folder, model, messages, cost, createdAt, updatedAt, sharedUntil);
  }
}

package dev.vaultgate.router.store;

import dev.vaultgate.router.chat.ConversationStore;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What holds for conversations in memory and on SQL alike: their words and their bounds. Pure. */
final class ConversationWords {

  private ConversationWords() {}

  /** The words of a text, without case, accents and what stands between them. */
  static List<String> of(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    return Arrays.stream(plain.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  static boolean hasRoom(int from, int there, int more) {
    return from >= 0 && from <= there && from + more <= ConversationStore.MESSAGES_MAX;
  }

  static void checkRoom(int from, int there, int more) {
    if (from < 0 || from > there) {
      throw new IllegalArgumentException("from: " + from + " (expected: 0 to " + there + ")");
    }
    if (from + more > ConversationStore.MESSAGES_MAX) {
      throw new IllegalArgumentException(
          "messages: %d would be there (expected: at most %d)"
              .formatted(from + more, ConversationStore.MESSAGES_MAX));
    }
  }
}

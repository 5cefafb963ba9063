package dev.vaultgate.client.openai;

import dev.vaultgate.api.ChatEvent;
import java.util.function.Consumer;

/**
 * Takes the thoughts that a model writes between {@code <think>} and {@code </think>} at the head
 * of its answer out of the text. Tags further on are text like any other. For one choice of one
 * stream, and one thread.
 */
final class ThinkTags {

  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  private enum Place {
    /** Nothing but white space, or a part of the opening tag, has come. */
    HEAD,
    THOUGHTS,
    /** Between the thoughts and the first visible character. */
    GAP,
    TEXT
  }

  private final int choice;
  private final StringBuilder held = new StringBuilder();
  private Place place = Place.HEAD;

  ThinkTags(int choice) {
    this.choice = choice;
  }

  /** Takes the next piece of the content. */
  void add(String content, Consumer<ChatEvent> out) {
    if (place == Place.TEXT) {
      text(content, out);
      return;
    }
    held.append(content);
    if (place == Place.HEAD) {
      readHead(out);
    }
    if (place == Place.THOUGHTS) {
      readThoughts(out);
    }
    if (place == Place.GAP) {
      readGap(out);
    }
  }

  /** What was held back is what it looks like: the content is over. */
  void end(Consumer<ChatEvent> out) {
    if (place == Place.THOUGHTS) {
      thought(held.toString(), out);
    } else if (place != Place.GAP) {
      text(held.toString(), out);
    }
    held.setLength(0);
    place = Place.TEXT;
  }

  private void readHead(Consumer<ChatEvent> out) {
    String stripped = held.toString().stripLeading();
    if (stripped.startsWith(OPEN)) {
      held.setLength(0);
      held.append(stripped, OPEN.length(), stripped.length());
      place = Place.THOUGHTS;
    } else if (!OPEN.startsWith(stripped)) {
      text(held.toString(), out);
      held.setLength(0);
      place = Place.TEXT;
    }
  }

  private void readThoughts(Consumer<ChatEvent> out) {
    int close = held.indexOf(CLOSE);
    if (close >= 0) {
      thought(held.substring(0, close), out);
      held.delete(0, close + CLOSE.length());
      place = Place.GAP;
      return;
    }
    int safe = held.length() - partOfClose();
    thought(held.substring(0, safe), out);
    held.delete(0, safe);
  }

  /** How many of the last characters may be the beginning of the closing tag. */
  private int partOfClose() {
    for (int length = Math.min(CLOSE.length() - 1, held.length()); length > 0; length--) {
      if (CLOSE.startsWith(held.substring(held.length() - length))) {
        return length;
      }
    }
    return 0;
  }

  private void readGap(Consumer<ChatEvent> out) {
    String stripped = held.toString().stripLeading();
    held.setLength(0);
    if (!stripped.isEmpty()) {
      place = Place.TEXT;
      text(stripped, out);
    }
  }

  private void thought(String thought, Consumer<ChatEvent> out) {
    if (!thought.isEmpty()) {
      out.accept(new ChatEvent.ReasoningDelta(choice, thought));
    }
  }

  private void text(String text, Consumer<ChatEvent> out) {
    if (!text.isEmpty()) {
      out.accept(new ChatEvent.TextDelta(choice, text));
    }
  }
}

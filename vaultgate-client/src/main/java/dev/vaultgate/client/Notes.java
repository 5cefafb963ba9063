package dev.vaultgate.client;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is special about an attempt or a call, for whoever reads the log: words such as {@code
 * done_missing}, and words with a value such as {@code retry_hint=7}. Where nothing is special
 * there is only {@link #NONE}. Immutable.
 *
 * <p>Values are made safe where they are written. They are figures, names and addresses, and never
 * what a caller asked or was answered.
 */
public final class Notes {

  public static final Notes NONE = new Notes(List.of());

  /** The provider's own name for the request. */
  public static final String UPSTREAM_REQUEST = "upstream_request";

  /** A class of failure that is finer than the fault's. */
  public static final String CLASS = "class";

  private final List<Note> all;

  private record Note(String name, @Nullable Object value) {

    @Override
    public String toString() {
      if (value == null) {
        return name;
      }
      return name + '=' + (value instanceof String text ? LogText.of(text) : value);
    }
  }

  private Notes(List<Note> all) {
    this.all = all;
  }

  public static Notes of(String name) {
    return NONE.with(name);
  }

  /** A fact with a value: a number, or a text. */
  public static Notes of(String name, Object value) {
    return NONE.with(name, value);
  }

  /** These and one more. */
  public Notes with(String name) {
    return and(new Note(name, null));
  }

  /** These and one more with a value: a number, or a text. */
  public Notes with(String name, Object value) {
    return and(new Note(name, value));
  }

  /** These and one more, if it is so. */
  public Notes when(boolean isSo, String name) {
    return isSo ? with(name) : this;
  }

  private Notes and(Note note) {
    List<Note> more = new ArrayList<>(all.size() + 1);
    more.addAll(all);
    more.add(note);
    return new Notes(more);
  }

  /** These and others. */
  public Notes and(Notes others) {
    if (all.isEmpty() || others.all.isEmpty()) {
      return all.isEmpty() ? others : this;
    }
    List<Note> both = new ArrayList<>(all);
    for (Note other : others.all) {
      if (!both.contains(other)) {
        both.add(other);
      }
    }
    return new Notes(both);
  }

  /** The others than this one. */
  public Notes without(String name) {
    List<Note> rest = new ArrayList<>(all);
    return rest.removeIf(note -> note.name().equals(name)) ? new Notes(rest) : this;
  }

  public boolean isNone() {
    return all.isEmpty();
  }

  /** The value of a fact, as text; null when it is not noted, or has none. */
  public @Nullable String value(String name) {
    for (Note note : all) {
      if (note.name().equals(name)) {
        return note.value() == null ? null : note.value().toString();
      }
    }
    return null;
  }

  /** All of them, with a blank between: {@code done_missing pings=3}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Note note : all) {
      text.append(text.isEmpty() ? "" : " ").append(note);
    }
    return text.toString();
  }
}

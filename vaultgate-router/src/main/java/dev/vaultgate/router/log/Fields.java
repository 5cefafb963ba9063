package dev.vaultgate.router.log;

import dev.vaultgate.client.LogText;
import dev.vaultgate.client.Notes;
import org.jspecify.annotations.Nullable;

/** A line in the making: names and values, and a dash where there is no value. */
final class Fields {

  private final StringBuilder line = new StringBuilder(256);

  Fields text(String name, @Nullable String value) {
    return put(name, value == null ? "-" : LogText.of(value));
  }

  Fields number(String name, @Nullable Number value) {
    return put(name, value == null ? "-" : value.toString());
  }

  Fields notes(Notes notes) {
    if (!notes.isNone()) {
      line.append(' ').append(notes);
    }
    return this;
  }

  private Fields put(String name, String value) {
    line.append(line.isEmpty() ? "" : " ").append(name).append('=').append(value);
    return this;
  }

  @Override
  public String toString() {
    return line.toString();
  }
}

package dev.vaultgate.client.sse;

import java.io.IOException;
import java.util.Objects;

/** An event has more bytes than any honest one. */
public final class EventTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  public EventTooLargeException(int eventBytesMax) {
    super("an event of more than " + eventBytesMax + " bytes");
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}

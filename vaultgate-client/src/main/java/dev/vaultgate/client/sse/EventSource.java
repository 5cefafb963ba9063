package dev.vaultgate.client.sse;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a body into events, however it is framed. For one thread; an event's bytes are overwritten
 * by the next one.
 */
public interface EventSource {

  /** The next event that has data, waiting for it if need be, or null at the end of the body. */
  @Nullable ServerSentEvent next() throws IOException;

  /**
   * Sets what to do just before the body is read, which may wait: whoever passes events on flushes
   * here, once for each read and not for each event.
   */
  void beforeRead(Runnable hook);

  /** Whether the body has ended; the event delivered last may then have been cut. */
  boolean isEnded();

  /** How many signs of life without data have been skipped. */
  default long comments() {
    return 0;
  }
}

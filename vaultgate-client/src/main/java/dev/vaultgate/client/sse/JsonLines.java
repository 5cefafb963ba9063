package dev.vaultgate.client.sse;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line ({@code application/x-ndjson}). Each line is an event without a name;
 * empty lines are none. A last line without an end is delivered, since nothing tells whether it is
 * whole: its reader will see. For one thread.
 */
public final class JsonLines implements EventSource {

  /** Streams of such lines. */
  public static final Framing FRAMING =
      new Framing() {
        @Override
        public String contentType() {
          return "application/x-ndjson";
        }

        @Override
        public EventSource open(InputStream body, int eventBytesMax) {
          return new JsonLines(body, eventBytesMax);
        }

        @Override
        public boolean isWholeAnswer(byte[] body) {
          for (int i = 0; i < body.length; i++) {
            if (body[i] == '\n') {
              return isBlank(body, i);
            }
          }
          return true;
        }
      };

  private static final int BUFFER_START = 8 * 1024;

  private final InputStream source;
  private final int eventBytesMax;
  private byte[] buffer = new byte[BUFFER_START];
  private int head;
  private int tail;
  private boolean ended;
  private Runnable beforeRead = () -> {};

  private JsonLines(InputStream source, int eventBytesMax) {
    this.source = source;
    this.eventBytesMax = eventBytesMax;
  }

  @Override
  public @Nullable ServerSentEvent next() throws IOException {
    int scanned = head;
    while (true) {
      for (int i = scanned; i < tail; i++) {
        if (buffer[i] == '\n') {
          int start = head;
          head = i + 1;
          if (!isBlank(start, i)) {
            return new ServerSentEvent("", buffer, start, i - start);
          }
        }
      }
      scanned = tail;
      int consumed = head;
      if (!fill()) {
        int start = head;
        head = tail;
        return isBlank(start, tail) ? null : new ServerSentEvent("", buffer, start, tail - start);
      }
      scanned -= consumed - head;
    }
  }

  private boolean isBlank(int start, int end) {
    for (int i = start; i < end; i++) {
      if (buffer[i] > ' ') {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(byte[] bytes, int start) {
    for (int i = start; i < bytes.length; i++) {
      if (bytes[i] > ' ') {
        return false;
      }
    }
    return true;
  }

  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    if (tail == buffer.length) {
      makeRoom();
    }
    beforeRead.run();
    int count = source.read(buffer, tail, buffer.length - tail);
    if (count < 0) {
      ended = true;
      return false;
    }
    tail += count;
    return true;
  }

  /** Moves the open line to the front, or grows. */
  private void makeRoom() throws EventTooLargeException {
    if (head > 0) {
      System.arraycopy(buffer, head, buffer, 0, tail - head);
      tail -= head;
      head = 0;
    } else if (buffer.length >= eventBytesMax) {
      throw new EventTooLargeException(eventBytesMax);
    } else {
      buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, eventBytesMax));
    }
  }

  @Override
  public void beforeRead(Runnable hook) {
    beforeRead = hook;
  }

  @Override
  public boolean isEnded() {
    return ended;
  }
}

package dev.vaultgate.client.sse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events from a stream of bytes, following the WHATWG specification ("Server-sent
 * events", 9.2.6), with one deviation: an event that the end of the stream cuts off before its
 * blank line is delivered, because providers end streams so.
 *
 * <p>Lines end in LF, CR or CRLF, also when a read ends between CR and LF. A byte order mark is
 * skipped. Comments keep a stream alive and are counted, not delivered. Bytes are never decoded
 * here, so a read may end within a character. A line longer than the bound is an error: its rest is
 * not read.
 *
 * <p>For one thread. The bytes of an event lie in this reader's buffer and are overwritten by the
 * next one.
 */
public final class EventReader implements EventSource {

  private static final int BUFFER_START = 8 * 1024;
  private static final byte[] DATA = {'d', 'a', 't', 'a'};
  private static final byte[] EVENT = {'e', 'v', 'e', 'n', 't'};

  private final InputStream source;
  private final int eventBytesMax;

  /**
   * Bytes from {@code head} to {@code tail} have been read from the source and not yet consumed.
   */
  private byte[] buffer = new byte[BUFFER_START];

  private int head;
  private int tail;
  private boolean atStart = true;
  private boolean ended;

  /** Whether the last line ended in CR, so that an LF that follows belongs to it. */
  private boolean afterCr;

  private long comments;
  private Runnable beforeRead = () -> {};

  /** The event being put together: its type, and its data lines in {@code joined} if several. */
  private String type = "";

  private int dataStart;
  private int dataLength = -1;
  private byte @Nullable [] joined;

  /**
   * @param eventBytesMax the most bytes that one event may have
   */
  public EventReader(InputStream source, int eventBytesMax) {
    this.source = source;
    this.eventBytesMax = eventBytesMax;
  }

  @Override
  public @Nullable ServerSentEvent next() throws IOException {
    type = "";
    dataLength = -1;
    joined = null;
    while (true) {
      int end = lineEnd();
      if (end < 0) {
        return dataLength < 0 ? null : event();
      }
      int start = head;
      head = Math.min(end + 1, tail);
      if (end == start) {
        if (dataLength >= 0) {
          return event();
        }
        type = "";
      } else {
        field(start, end);
      }
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

  /** How many comment lines have been skipped. */
  @Override
  public long comments() {
    return comments;
  }

  private ServerSentEvent event() {
    byte[] data = joined == null ? buffer : joined;
    return new ServerSentEvent(type, data, joined == null ? dataStart : 0, dataLength);
  }

  /** Handles the line between start and end, which is not empty. */
  private void field(int start, int end) throws EventTooLargeException {
    int colon = start;
    while (colon < end && buffer[colon] != ':') {
      colon++;
    }
    if (colon == start) {
      comments++;
      return;
    }
    int value = Math.min(colon + 1, end);
    if (value < end && buffer[value] == ' ') {
      value++;
    }
    if (is(DATA, start, colon)) {
      data(value, end - value);
    } else if (is(EVENT, start, colon)) {
      type = new String(buffer, value, end - value, StandardCharsets.UTF_8);
    }
  }

  private void data(int start, int length) throws EventTooLargeException {
    if (dataLength < 0) {
      dataStart = start;
      dataLength = length;
      return;
    }
    byte[] before = joined == null ? buffer : joined;
    int from = joined == null ? dataStart : 0;
    if (dataLength + 1 + length > eventBytesMax) {
      throw new EventTooLargeException(eventBytesMax);
    }
    byte[] both = new byte[dataLength + 1 + length];
    System.arraycopy(before, from, both, 0, dataLength);
    both[dataLength] = '\n';
    System.arraycopy(buffer, start, both, dataLength + 1, length);
    joined = both;
    dataLength = both.length;
  }

  private boolean is(byte[] name, int start, int end) {
    return Arrays.equals(name, 0, name.length, buffer, start, end);
  }

  /**
   * The index of the byte that ends the line at {@code head}, reading more as needed; {@code tail}
   * for a last line without an end; -1 when nothing is left.
   */
  private int lineEnd() throws IOException {
    int scanned = head;
    while (true) {
      if (afterCr && scanned < tail) {
        afterCr = false;
        if (buffer[head] == '\n') {
          head++;
          scanned = head;
        }
      }
      for (int i = scanned; i < tail; i++) {
        byte b = buffer[i];
        if (b == '\n' || b == '\r') {
          afterCr = b == '\r';
          return i;
        }
      }
      scanned = tail;
      int consumed = head;
      if (!fill()) {
        return head < tail ? tail : -1;
      }
      scanned -= consumed - head;
      if (atStart && !skipByteOrderMark()) {
        continue;
      }
      scanned = Math.max(scanned, head);
    }
  }

  /** Whether the start of the stream is settled: the mark skipped, or seen not to be there. */
  private boolean skipByteOrderMark() {
    byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    int there = Math.min(mark.length, tail - head);
    if (!Arrays.equals(mark, 0, there, buffer, head, head + there)) {
      atStart = false;
    } else if (there == mark.length) {
      head += mark.length;
      atStart = false;
    }
    return !atStart;
  }

  /** Reads more bytes behind {@code tail}; false at the end of the source. */
  private boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    makeRoom();
    beforeRead.run();
    int count = source.read(buffer, tail, buffer.length - tail);
    if (count < 0) {
      ended = true;
      return false;
    }
    tail += count;
    return true;
  }

  /**
   * Moves what is still needed to the front, or grows: data of the open event, and the open line.
   */
  private void makeRoom() throws EventTooLargeException {
    if (tail < buffer.length) {
      return;
    }
    int keep = dataLength >= 0 && joined == null ? dataStart : head;
    if (keep > 0) {
      System.arraycopy(buffer, keep, buffer, 0, tail - keep);
      head -= keep;
      tail -= keep;
      dataStart -= keep;
    } else if (buffer.length >= eventBytesMax) {
      throw new EventTooLargeException(eventBytesMax);
    } else {
      buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, eventBytesMax));
    }
  }
}

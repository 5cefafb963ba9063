package dev.vaultgate.client.aws;

import dev.vaultgate.client.UpstreamFailure;
import dev.vaultgate.client.sse.EventSource;
import dev.vaultgate.client.sse.EventTooLargeException;
import dev.vaultgate.client.sse.Framing;
import dev.vaultgate.client.sse.ServerSentEvent;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Events in binary frames, {@code application/vnd.amazon.eventstream}: total length, length of the
 * headers, a checksum of both, headers, payload, and a checksum of all. A frame whose checksums are
 * wrong is an {@link UpstreamFailure}; an end within a frame is an {@link EOFException}.
 *
 * <p>The header {@code :event-type} is the event's type, and the payload its data. The service
 * reports its failures in frames of other kinds; their type is {@link #FAILURE} and the name of the
 * failure.
 *
 * <p>For one thread; an event's bytes are overwritten by the next one.
 *
 * @see <a href="https://smithy.io/2.0/aws/amazon-eventstream.html">the format</a>
 */
public final class EventStream implements EventSource {

  /** Streams of such frames. */
  public static final Framing FRAMING =
      new Framing() {
        @Override
        public String contentType() {
          return "application/vnd.amazon.eventstream";
        }

        @Override
        public EventSource open(InputStream body, int eventBytesMax) {
          return new EventStream(body, eventBytesMax);
        }

        // The first byte of a frame is the highest of its length, which no honest one fills.
        @Override
        public boolean isWholeAnswer(byte[] body) {
          return body.length == 0 || body[0] != 0;
        }
      };

  /** What the type of an event begins with that tells of a failure. */
  public static final String FAILURE = "failure:";

  private static final int BUFFER_START = 8 * 1024;
  private static final int PRELUDE = 12;
  private static final int CHECKSUM = 4;

  private final InputStream source;
  private final int frameBytesMax;
  private byte[] buffer = new byte[BUFFER_START];

  /** Bytes from {@code head} to {@code tail} have been read and not yet consumed. */
  private int head;

  private int tail;
  private boolean ended;
  private Runnable beforeRead = () -> {};

  private EventStream(InputStream source, int frameBytesMax) {
    this.source = source;
    this.frameBytesMax = frameBytesMax;
  }

  @Override
  public @Nullable ServerSentEvent next() throws IOException {
    while (true) {
      if (!fill(PRELUDE)) {
        return null;
      }
      long length = unsigned(head);
      long headersLength = unsigned(head + 4);
      check(PRELUDE - CHECKSUM, "the head of a frame");
      if (length > frameBytesMax) {
        throw new EventTooLargeException(frameBytesMax);
      }
      if (headersLength > length - PRELUDE - CHECKSUM) {
        throw UpstreamFailure.invalid("a frame that is shorter than its headers", null);
      }
      fill((int) length);
      check((int) length - CHECKSUM, "a frame");
      int payload = head + PRELUDE + (int) headersLength;
      int end = head + (int) length - CHECKSUM;
      FrameHeaders headers = FrameHeaders.read(buffer, head + PRELUDE, payload);
      head += (int) length;
      ServerSentEvent event = event(headers, payload, end);
      if (event.length() > 0) {
        return event;
      }
    }
  }

  private ServerSentEvent event(FrameHeaders headers, int payload, int end) {
    return switch (headers.get(":message-type")) {
      case "exception" ->
          new ServerSentEvent(
              FAILURE + headers.get(":exception-type"), buffer, payload, end - payload);
      case "error" -> {
        byte[] message = headers.get(":error-message").getBytes(StandardCharsets.UTF_8);
        yield new ServerSentEvent(FAILURE + headers.get(":error-code"), message, 0, message.length);
      }
      default -> new ServerSentEvent(headers.get(":event-type"), buffer, payload, end - payload);
    };
  }

  /** Compares the checksum that stands behind this many bytes of the frame. */
  private void check(int bytes, String what) {
    CRC32 checksum = new CRC32();
    checksum.update(buffer, head, bytes);
    if (checksum.getValue() != unsigned(head + bytes)) {
      throw UpstreamFailure.invalid(what + " whose checksum is wrong", null);
    }
  }

  private long unsigned(int at) {
    return (buffer[at] & 0xFFL) << 24
        | (buffer[at + 1] & 0xFFL) << 16
        | (buffer[at + 2] & 0xFFL) << 8
        | buffer[at + 3] & 0xFFL;
  }

  /**
   * Reads until this many bytes lie behind {@code head}.
   *
   * @return false at the end of the body, when it is also the end of a frame
   */
  private boolean fill(int wanted) throws IOException {
    makeRoom(wanted);
    while (tail - head < wanted) {
      beforeRead.run();
      int count = source.read(buffer, tail, buffer.length - tail);
      if (count < 0) {
        ended = true;
        if (tail == head) {
          return false;
        }
        throw new EOFException("the stream ended within a frame");
      }
      tail += count;
    }
    return true;
  }

  private void makeRoom(int wanted) {
    if (buffer.length - head >= wanted) {
      return;
    }
    byte[] place = wanted > buffer.length ? new byte[Math.max(wanted, buffer.length * 2)] : buffer;
    System.arraycopy(buffer, head, place, 0, tail - head);
    tail -= head;
    head = 0;
    buffer = place;
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

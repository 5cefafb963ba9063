package dev.vaultgate.client.sse;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** How the events of a stream lie in its bytes. */
public interface Framing {

  /** Lines of {@code data:}, as the web has them. */
  Framing SERVER_SENT_EVENTS =
      new Framing() {
        @Override
        public String contentType() {
          return "text/event-stream";
        }

        @Override
        public EventSource open(InputStream body, int eventBytesMax) {
          return new EventReader(body, eventBytesMax);
        }
      };

  /** The type that a stream so framed is announced with, without parameters. */
  String contentType();

  /**
   * Reads a body.
   *
   * @param eventBytesMax the most bytes that one event may have
   */
  EventSource open(InputStream body, int eventBytesMax);

  /**
   * Whether a body that begins like a JSON object is one whole answer rather than a stream that was
   * announced as something else.
   */
  default boolean isWholeAnswer(byte[] body) {
    return true;
  }

  /** Whether an answer of this type is such a stream. */
  default boolean isOf(@Nullable String type) {
    String wanted = contentType();
    return type != null && type.regionMatches(true, 0, wanted, 0, wanted.length());
  }
}

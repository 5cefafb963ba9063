package dev.vaultgate.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.util.Callback;

/**
 * Writes chunks of an answer straight to the caller's socket, past Jetty, which has written its
 * head and a first chunk. A chunk is a length and a line end (RFC 9112, 7.1), and comes fifty times
 * a second: Jetty's own way took a tenth of what a frame costs. The last one takes the end of the
 * answer along, for which Jetty has a write of its own.
 *
 * <p>Jetty puts the line end that closes a chunk before the next one, and so does this. Never while
 * another write runs.
 */
final class RawChunks {

  /** How much room there must be before the content: a line end, a length, a line end. */
  static final int ROOM = 12;

  /** What ends an answer behind its last chunk: a line end, and a chunk without content. */
  static final byte[] END_OF_ANSWER = {'\r', '\n', '0', '\r', '\n', '\r', '\n'};

  private static final byte[] DIGITS = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'
  };

  private final CallerSocket socket;

  RawChunks(CallerSocket socket) {
    this.socket = socket;
  }

  /** Makes sure that an answer comes in chunks, whatever becomes of its connection. */
  static void announce(HttpFields.Mutable headers) {
    headers.put(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED);
  }

  /**
   * Writes a chunk.
   *
   * @param bytes holds its content behind {@link #ROOM}, and must stay as it is until it is written
   * @param end where the content ends, which is not empty
   * @param written is told when a chunk that the system did not take at once has been written
   * @return whether the system has taken it
   */
  boolean write(byte[] bytes, int end, Callback written) throws IOException {
    return write(bytes, end, end, written);
  }

  /**
   * Writes the last chunk and the end of the answer. When it is written, {@link #ended} has to
   * follow, and then Jetty's own end of the answer.
   *
   * @param bytes as for any chunk, and {@link #END_OF_ANSWER} behind the content
   */
  boolean writeLast(byte[] bytes, int end, Callback written) throws IOException {
    return write(bytes, end, end + END_OF_ANSWER.length, written);
  }

  /** The end of the answer has been written, and Jetty is about to write it too. */
  void ended() {
    socket.skip(END_OF_ANSWER.length);
  }

  private boolean write(byte[] bytes, int end, int stop, Callback written) throws IOException {
    int at = ROOM;
    bytes[--at] = '\n';
    bytes[--at] = '\r';
    for (int length = end - ROOM; length > 0; length >>>= 4) {
      bytes[--at] = DIGITS[length & 0xF];
    }
    bytes[--at] = '\n';
    bytes[--at] = '\r';
    ByteBuffer chunk = ByteBuffer.wrap(bytes, at, stop - at);
    if (socket.flush(chunk)) {
      return true;
    }
    socket.write(written, chunk);
    return false;
  }

  /** Ends the connection, and a write that waits with it. */
  void close(Throwable because) {
    socket.close(because);
  }
}

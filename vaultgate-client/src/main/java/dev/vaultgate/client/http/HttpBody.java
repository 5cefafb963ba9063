package dev.vaultgate.client.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/**
 * The body of an answer on its connection, however it is delimited (RFC 9112, 6 and 7). A read
 * gives what has come, and waits only where nothing has.
 */
abstract class HttpBody extends InputStream {

  final HttpConnection connection;

  private HttpBody(HttpConnection connection) {
    this.connection = connection;
  }

  /** The body that a head announces. */
  static HttpBody of(HttpHead head, HttpConnection connection) {
    if (head.isChunked()) {
      return new Chunked(connection);
    }
    long length = head.bodyLength();
    return length >= 0 ? new Sized(connection, length) : new UntilEnd(connection);
  }

  /** Whether it has come to its end, so that the connection is free. */
  abstract boolean isOver();

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public abstract int read(byte[] into, int offset, int length) throws IOException;

  private static ProtocolException cut() {
    return new ProtocolException("the body was cut");
  }

  /** Of a length that was told. */
  private static final class Sized extends HttpBody {
    private long left;

    Sized(HttpConnection connection, long length) {
      super(connection);
      this.left = length;
    }

    @Override
    boolean isOver() {
      return left == 0;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = connection.read(into, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw cut();
      }
      left -= count;
      return count;
    }
  }

  /** As long as the connection. */
  private static final class UntilEnd extends HttpBody {

    UntilEnd(HttpConnection connection) {
      super(connection);
    }

    @Override
    boolean isOver() {
      return false; // Nothing can come after it.
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return connection.read(into, offset, length);
    }
  }

  /** In pieces that each tell their length. */
  private static final class Chunked extends HttpBody {
    private static final int LINE_BYTES_MAX = 8 * 1024;
    private static final int TRAILER_BYTES_MAX = 64 * 1024;
    private static final int LENGTH_DIGITS_MAX = 15;

    /** What comes next. */
    private enum Next {
      SIZE,
      DATA,
      END_OF_DATA,
      TRAILER,
      NOTHING
    }

    private Next next = Next.SIZE;
    private long left;
    private int trailerBytes;

    Chunked(HttpConnection connection) {
      super(connection);
    }

    @Override
    boolean isOver() {
      return next == Next.NOTHING;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = 0;
      try {
        // What has come is given before anything is waited for.
        while (count < length && next != Next.NOTHING && (count == 0 || hasCome())) {
          if (next == Next.DATA) {
            count += data(into, offset + count, length - count);
          } else {
            line();
          }
        }
      } catch (EOFException e) {
        throw (ProtocolException) cut().initCause(e);
      }
      return count > 0 || length == 0 ? count : -1;
    }

    private boolean hasCome() {
      return next == Next.DATA ? connection.buffered() > 0 : connection.hasLine();
    }

    private int data(byte[] into, int offset, int length) throws IOException {
      int count = connection.read(into, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw cut();
      }
      left -= count;
      next = left == 0 ? Next.END_OF_DATA : Next.DATA;
      return count;
    }

    private void line() throws IOException {
      int length = connection.line(LINE_BYTES_MAX);
      switch (next) {
        case SIZE -> {
          left = told(length);
          next = left == 0 ? Next.TRAILER : Next.DATA;
        }
        case END_OF_DATA -> {
          if (length > 0) {
            throw new ProtocolException("a chunk of another length than it says");
          }
          next = Next.SIZE;
        }
        case TRAILER -> {
          trailerBytes += length;
          if (trailerBytes > TRAILER_BYTES_MAX) {
            throw new ProtocolException("trailers without end");
          }
          next = length == 0 ? Next.NOTHING : Next.TRAILER;
        }
        case DATA, NOTHING -> throw new IllegalStateException("no line comes now");
      }
    }

    /** The length of a chunk, which its line tells before a semicolon. */
    private long told(int lineLength) throws ProtocolException {
      int stop = 0;
      while (stop < lineLength && connection.inLine(stop) != ';') {
        stop++;
      }
      int start = 0;
      while (start < stop && isBlank(connection.inLine(start))) {
        start++;
      }
      while (stop > start && isBlank(connection.inLine(stop - 1))) {
        stop--;
      }
      if (start == stop || stop - start > LENGTH_DIGITS_MAX) {
        throw new ProtocolException("a chunk without a length");
      }
      long length = 0;
      for (int i = start; i < stop; i++) {
        int digit = Character.digit(connection.inLine(i), 16);
        if (digit < 0) {
          throw new ProtocolException("a chunk without a length");
        }
        length = length * 16 + digit;
      }
      return length;
    }

    private static boolean isBlank(byte b) {
      return b == ' ' || b == '\t';
    }
  }
}

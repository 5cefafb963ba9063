package dev.vaultgate.client.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vaultgate.client.ResponseHeaders;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * The head of an answer, kept as the bytes that came: few of its headers are ever asked for (RFC
 * 9112, 4 and 5).
 */
final class HttpHead implements ResponseHeaders {

  private static final String VERSION = "HTTP/1.";
  private static final int STATUS_AT = 9;
  private static final int STATUS_END = 12;
  private static final int SWITCHED = 101;
  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;

  private final byte[] bytes;
  private final int status;
  private final boolean chunked;
  private final long bodyLength;

  /**
   * @param bytes from the status line, whose beginning was looked at, to the empty line
   * @throws ProtocolException when they do not begin as an answer does, or tell a length that
   *     cannot be
   */
  HttpHead(byte[] bytes) throws ProtocolException {
    this.bytes = bytes;
    this.status = status(bytes);
    String encoding = get("Transfer-Encoding");
    this.chunked = encoding != null && encoding.equalsIgnoreCase("chunked");
    this.bodyLength = chunked ? -1 : told();
  }

  /**
   * Looks at the first line of an answer, which may be all that comes of what is no HTTP.
   *
   * @throws ProtocolException when it does not begin as one of HTTP/1 does
   */
  static void checkBeginning(byte[] bytes, int from, int to) throws ProtocolException {
    if (to - from < STATUS_END
        || !new String(bytes, from, VERSION.length(), ISO_8859_1).equals(VERSION)) {
      throw new ProtocolException("no status line");
    }
  }

  private static int status(byte[] bytes) throws ProtocolException {
    boolean isHttp = bytes[STATUS_AT - 1] == ' ' && bytes[STATUS_END] <= ' ';
    int status = 0;
    for (int at = STATUS_AT; isHttp && at < STATUS_END; at++) {
      isHttp = bytes[at] >= '0' && bytes[at] <= '9';
      status = status * 10 + bytes[at] - '0';
    }
    if (!isHttp || status < 100 || status == SWITCHED) {
      throw new ProtocolException("no status line");
    }
    return status;
  }

  int status() {
    return status;
  }

  /** Whether another head follows, that of the answer. */
  boolean isInterim() {
    return status < 200;
  }

  /** Whether the connection may be used again. */
  boolean keepsAlive() {
    String connection = get("Connection");
    return bytes[7] == '1' && (connection == null || !connection.equalsIgnoreCase("close"));
  }

  boolean isChunked() {
    return chunked;
  }

  /** The length of the body; -1 where the head does not say. */
  long bodyLength() {
    return bodyLength;
  }

  private long told() throws ProtocolException {
    if (status == NO_CONTENT || status == NOT_MODIFIED) {
      return 0;
    }
    String length = get("Content-Length");
    if (length == null) {
      return -1;
    }
    try {
      long bytesSent = Long.parseLong(length);
      if (bytesSent >= 0 && length.charAt(0) != '+') {
        return bytesSent;
      }
    } catch (NumberFormatException e) {
      throw (ProtocolException) new ProtocolException("no length").initCause(e);
    }
    throw new ProtocolException("no length");
  }

  @Override
  public @Nullable String get(String name) {
    int line = nextLine(0);
    while (line < bytes.length) {
      int end = nextLine(line);
      if (isNamed(line, name)) {
        return value(line + name.length() + 1, end);
      }
      line = end;
    }
    return null;
  }

  private int nextLine(int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  private boolean isNamed(int line, String name) {
    int length = name.length();
    if (line + length >= bytes.length || bytes[line + length] != ':') {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower(bytes[line + i]) != lower(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static int lower(int letter) {
    return letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter;
  }

  private String value(int from, int end) {
    int start = from;
    int stop = Math.min(end, bytes.length);
    while (start < stop && bytes[start] <= ' ' && bytes[start] >= 0) {
      start++;
    }
    while (stop > start && bytes[stop - 1] <= ' ' && bytes[stop - 1] >= 0) {
      stop--;
    }
    return new String(bytes, start, stop - start, UTF_8);
  }
}

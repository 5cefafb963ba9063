package dev.vaultgate.client.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.vaultgate.client.ResponseHeaders;
import java.net.ProtocolException;
import java.util.Arrays;
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

  private static final int USUAL_LINES = 24;

  private final byte[] bytes;

  /** Where each line begins; behind the last one, where they end. */
  private int[] lines = new int[USUAL_LINES];

  private int count;
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
    findLines();
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
    return bytes[7] == '1' && (connection == null || !names(connection, "close"));
  }

  /** Whether a list of words has one, in capitals or not. */
  private static boolean names(String list, String word) {
    if (list.equalsIgnoreCase(word)) {
      return true;
    }
    for (String listed : list.split(",", -1)) {
      if (listed.strip().equalsIgnoreCase(word)) {
        return true;
      }
    }
    return false;
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
    for (int i = 1; i < count; i++) {
      if (isNamed(lines[i], name)) {
        return value(lines[i] + name.length() + 1, lines[i + 1]);
      }
    }
    return null;
  }

  private void findLines() {
    int at = 0;
    while (at < bytes.length) {
      if (count + 1 == lines.length) {
        lines = Arrays.copyOf(lines, 2 * lines.length);
      }
      lines[count++] = at;
      while (at < bytes.length && bytes[at] != '\n') {
        at++;
      }
      at++;
    }
    lines[count] = Math.min(at, bytes.length);
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
    int stop = end;
    while (start < stop && bytes[start] <= ' ' && bytes[start] >= 0) {
      start++;
    }
    while (stop > start && bytes[stop - 1] <= ' ' && bytes[stop - 1] >= 0) {
      stop--;
    }
    return new String(bytes, start, stop - start, UTF_8);
  }
}

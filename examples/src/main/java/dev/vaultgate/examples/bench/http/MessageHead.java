package dev.vaultgate.examples.bench.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.ProtocolException;

/** The start line and the header lines of one message, as they arrive. */
final class MessageHead {

  private static final int BYTES_MAX = 16_384;

  private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(US_ASCII);
  private static final byte[] CHUNKED = "transfer-encoding: chunked".getBytes(US_ASCII);
  private static final byte[] CLOSE = "connection: close".getBytes(US_ASCII);

  private final byte[] bytes = new byte[BYTES_MAX];
  private int length;
  private int contentLength;
  private boolean chunked;
  private boolean closes;

  void begin() {
    length = 0;
    contentLength = -1;
    chunked = false;
    closes = false;
  }

  /**
   * Takes one byte.
   *
   * @return whether it was the last of the head
   */
  boolean take(byte b) throws IOException {
    if (length == BYTES_MAX) {
      throw new ProtocolException("message head of more than " + BYTES_MAX + " bytes");
    }
    bytes[length++] = b;
    if (b != '\n' || length < 4 || bytes[length - 3] != '\n') {
      return false;
    }
    readHeaders();
    return true;
  }

  /** The announced length of the body, or -1. */
  int contentLength() {
    return contentLength;
  }

  boolean isChunked() {
    return chunked;
  }

  boolean closesConnection() {
    return closes;
  }

  boolean startsWith(byte[] prefix) {
    return Bytes.startsWith(bytes, 0, length, prefix);
  }

  String startLine() {
    int end = 0;
    while (end < length && bytes[end] != '\r') {
      end++;
    }
    return new String(bytes, 0, end, US_ASCII);
  }

  private void readHeaders() {
    for (int i = 0; i < length; i++) {
      if (bytes[i] != '\n') {
        continue;
      }
      int line = i + 1;
      if (matches(line, CONTENT_LENGTH)) {
        contentLength = Bytes.number(bytes, line + CONTENT_LENGTH.length, length);
      } else if (matches(line, CHUNKED)) {
        chunked = true;
      } else if (matches(line, CLOSE)) {
        closes = true;
      }
    }
  }

  /** Compares without regard to case; the pattern is in lower case. */
  private boolean matches(int at, byte[] lowerCase) {
    if (length - at < lowerCase.length) {
      return false;
    }
    for (int i = 0; i < lowerCase.length; i++) {
      byte b = bytes[at + i];
      if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != lowerCase[i]) {
        return false;
      }
    }
    return true;
  }
}

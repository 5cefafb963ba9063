package dev.vaultgate.examples.bench.mock;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.vaultgate.examples.bench.http.Bytes;
import dev.vaultgate.examples.bench.http.MessageReader;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;

/** Reads a request and finds out one thing about its body: whether it asks for a stream. */
final class ChatRequestReader {

  private static final int BODY_BYTES_MAX = 16 << 20;

  /** The body is searched at either end only, for a long chat in the middle is none of its. */
  private static final int SEARCHED_BYTES = 1_024;

  private static final byte[] STREAM = "\"stream\"".getBytes(US_ASCII);

  private final MessageReader reader = new MessageReader(MessageReader.Kind.REQUEST, this::body);
  private byte[] body = new byte[1_024];
  private int length;

  ChatRequestReader() {
    begin();
  }

  /** Forgets the last request and expects another. */
  void begin() {
    reader.begin();
    length = 0;
  }

  /** See {@link MessageReader#read}. */
  boolean read(byte[] bytes, int count) throws IOException {
    return reader.read(bytes, count);
  }

  /** Whether the request line begins with these bytes. */
  boolean startsWith(byte[] prefix) {
    return reader.startsWith(prefix);
  }

  /** Such as {@code POST /v1/chat/completions HTTP/1.1}. */
  String requestLine() {
    return reader.startLine();
  }

  boolean wantsStream() {
    int headEnd = Math.min(length, SEARCHED_BYTES);
    int tailStart = Math.max(headEnd - STREAM.length, length - SEARCHED_BYTES);
    return saysStream(0, headEnd) || saysStream(tailStart, length);
  }

  private void body(byte[] bytes, int from, int to) throws IOException {
    int count = to - from;
    if (count > BODY_BYTES_MAX - length) {
      throw new ProtocolException("request body of more than " + BODY_BYTES_MAX + " bytes");
    }
    if (count > body.length - length) {
      body = Arrays.copyOf(body, Math.max(2 * body.length, length + count));
    }
    System.arraycopy(bytes, from, body, length, count);
    length += count;
  }

  private boolean saysStream(int from, int to) {
    int at = Bytes.indexAfter(body, Math.max(0, from), to, STREAM);
    if (at < 0) {
      return false;
    }
    while (at < to && (body[at] == ' ' || body[at] == ':')) {
      at++;
    }
    return at < to && body[at] == 't';
  }
}

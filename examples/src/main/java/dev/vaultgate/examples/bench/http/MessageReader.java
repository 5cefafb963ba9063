package dev.vaultgate.examples.bench.http;

import java.io.IOException;
import java.net.ProtocolException;

/**
 * Reads the HTTP/1.1 messages of one connection, one at a time: heads, then bodies of known length,
 * in chunks, or to the end of the connection. Not thread-safe; allocates nothing while it reads.
 */
public final class MessageReader {

  /** Takes the bytes of a body, in whatever pieces the network makes. */
  @FunctionalInterface
  public interface BodySink {
    void body(byte[] bytes, int from, int to) throws IOException;
  }

  /** Which way the messages go; it decides what a head without a length means. */
  public enum Kind {
    /** Without a length there is no body. */
    REQUEST,
    /** Without a length the body lasts until the connection ends. */
    RESPONSE
  }

  private enum State {
    HEAD,
    BODY,
    BODY_TO_END,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    COMPLETE
  }

  private static final int CHUNK_BYTES_MAX = 64 << 20;

  private final Kind kind;
  private final BodySink sink;
  private final MessageHead head = new MessageHead();
  private State state = State.COMPLETE;
  private int remaining;
  private boolean inChunkExtension;
  private int trailerLength;

  public MessageReader(Kind kind, BodySink sink) {
    this.kind = kind;
    this.sink = sink;
  }

  /** Forgets the last message and expects another. */
  public void begin() {
    head.begin();
    state = State.HEAD;
    remaining = 0;
    inChunkExtension = false;
  }

  /**
   * Takes what has arrived.
   *
   * @return whether the message is complete
   * @throws ProtocolException when the bytes are not HTTP, or go on behind the message's end
   */
  public boolean read(byte[] bytes, int length) throws IOException {
    int at = 0;
    while (at < length) {
      switch (state) {
        case HEAD -> readHead(bytes[at++]);
        case BODY, CHUNK -> at = readBody(bytes, at, length);
        case BODY_TO_END -> {
          sink.body(bytes, at, length);
          at = length;
        }
        case CHUNK_SIZE -> readChunkSize(bytes[at++]);
        case CHUNK_END -> readChunkEnd(bytes[at++]);
        case TRAILER -> readTrailer(bytes[at++]);
        case COMPLETE -> throw new ProtocolException("bytes behind the end of the message");
      }
    }
    return state == State.COMPLETE;
  }

  /** The peer has closed; whether that completes the message. */
  public boolean endOfConnection() {
    return state == State.BODY_TO_END;
  }

  /** Whether the sender will close the connection behind this message. */
  public boolean closesConnection() {
    return head.closesConnection();
  }

  /** Whether the start line begins with these bytes. */
  public boolean startsWith(byte[] prefix) {
    return head.startsWith(prefix);
  }

  /** The request line or status line. */
  public String startLine() {
    return head.startLine();
  }

  private void readHead(byte b) throws IOException {
    if (!head.take(b)) {
      return;
    }
    if (head.isChunked()) {
      state = State.CHUNK_SIZE;
    } else if (head.contentLength() > 0) {
      remaining = head.contentLength();
      state = State.BODY;
    } else {
      boolean toEnd = kind == Kind.RESPONSE && head.contentLength() < 0;
      state = toEnd ? State.BODY_TO_END : State.COMPLETE;
    }
  }

  private int readBody(byte[] bytes, int from, int length) throws IOException {
    int to = Math.min(length, from + remaining);
    sink.body(bytes, from, to);
    remaining -= to - from;
    if (remaining == 0) {
      state = state == State.BODY ? State.COMPLETE : State.CHUNK_END;
    }
    return to;
  }

  private void readChunkSize(byte b) throws IOException {
    if (b == '\n') {
      inChunkExtension = false;
      trailerLength = 0;
      state = remaining == 0 ? State.TRAILER : State.CHUNK;
    } else if (b == ';') {
      inChunkExtension = true;
    } else if (b != '\r' && !inChunkExtension) {
      int digit = Character.digit(b, 16);
      if (digit < 0 || remaining > CHUNK_BYTES_MAX / 16) {
        throw new ProtocolException("not a chunk size, at byte " + b);
      }
      remaining = remaining * 16 + digit;
    }
  }

  private void readChunkEnd(byte b) throws IOException {
    if (b == '\n') {
      state = State.CHUNK_SIZE;
    } else if (b != '\r') {
      throw new ProtocolException("chunk longer than announced");
    }
  }

  private void readTrailer(byte b) {
    if (b == '\n') {
      state = trailerLength == 0 ? State.COMPLETE : State.TRAILER;
      trailerLength = 0;
    } else if (b != '\r') {
      trailerLength++;
    }
  }
}

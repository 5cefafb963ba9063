package dev.vaultgate.client.http;

import dev.vaultgate.client.json.JsonPieces;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a provider, for one exchange of HTTP/1.1 after the other. For one thread at a
 * time; {@link #cut} is for any.
 */
final class HttpConnection {

  private static final Logger LOG = LoggerFactory.getLogger(HttpConnection.class);
  private static final int BUFFER = 8 * 1024;
  private static final int HEAD_BYTES_MAX = 256 * 1024;

  /** A body up to this size goes out with its head in one write. */
  private static final int TOGETHER_MAX = 64 * 1024;

  private final Socket transport;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /** What was read and not yet taken, from {@code at} to {@code end}. */
  private byte[] buffer = new byte[BUFFER];

  private int at;
  private int end;

  /** Where the line began that was gone past last. */
  private int line;

  private boolean heard;
  private long idleSince;

  /**
   * @param transport what carries the connection, and is cut
   * @param socket what is spoken over: the same, or TLS over it
   */
  HttpConnection(Socket transport, Socket socket) throws IOException {
    this.transport = transport;
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** Sends a request, in one write where it is short. */
  void send(byte[] head, JsonPieces body) throws IOException {
    heard = false;
    if (body.length() <= TOGETHER_MAX) {
      byte[] both = Arrays.copyOf(head, head.length + body.length());
      body.copyTo(both, head.length);
      out.write(both);
    } else {
      sendApart(head, body);
    }
    out.flush();
  }

  /** Short pieces join what comes before them, long ones are written from where they are. */
  private void sendApart(byte[] head, JsonPieces body) throws IOException {
    ByteArrayOutputStream joined = new ByteArrayOutputStream(head.length + BUFFER);
    joined.write(head);
    for (int piece = 0; piece < body.count(); piece++) {
      int length = body.end(piece) - body.start(piece);
      if (length > TOGETHER_MAX) {
        joined.writeTo(out);
        joined.reset();
        out.write(body.array(piece), body.start(piece), length);
      } else {
        joined.write(body.array(piece), body.start(piece), length);
      }
    }
    if (joined.size() > 0) {
      joined.writeTo(out);
    }
  }

  /** Whether anything has come since the request was sent. */
  boolean hasHeard() {
    return heard;
  }

  /**
   * Reads the head of the answer, past those that only announce one.
   *
   * @throws EOFException when the connection ends before it
   * @throws ProtocolException when what comes is not HTTP
   */
  HttpHead readHead() throws IOException {
    HttpHead head = readOneHead();
    while (head.isInterim()) {
      head = readOneHead();
    }
    return head;
  }

  private HttpHead readOneHead() throws IOException {
    int line = at;
    int seen = at;
    while (true) {
      while (seen < end && buffer[seen] != '\n') {
        seen++;
      }
      if (seen == end) {
        if (end - at >= HEAD_BYTES_MAX) {
          throw new ProtocolException("a head without end");
        }
        int moved = makeRoom();
        line -= moved;
        seen -= moved;
        fill();
        continue;
      }
      if (line == at) {
        HttpHead.checkBeginning(buffer, at, seen);
      }
      boolean isEmpty = seen == line || seen == line + 1 && buffer[line] == '\r';
      seen++;
      if (isEmpty) {
        HttpHead head = new HttpHead(Arrays.copyOfRange(buffer, at, seen));
        at = seen;
        return head;
      }
      line = seen;
    }
  }

  /** Makes room behind what was read; by how much it has moved. */
  private int makeRoom() {
    if (end < buffer.length) {
      return 0;
    }
    int moved = at;
    int length = end - at;
    byte[] roomier = length > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
    System.arraycopy(buffer, at, roomier, 0, length);
    buffer = roomier;
    at = 0;
    end = length;
    return moved;
  }

  private void fill() throws IOException {
    int count = in.read(buffer, end, buffer.length - end);
    if (count < 0) {
      throw new EOFException("the connection ended");
    }
    heard = true;
    end += count;
  }

  /** How many bytes can be had without waiting. */
  int buffered() {
    return end - at;
  }

  /** Whether the end of a line can be had without waiting. */
  boolean hasLine() {
    for (int i = at; i < end; i++) {
      if (buffer[i] == '\n') {
        return true;
      }
    }
    return false;
  }

  /**
   * Goes past a line, waiting for its end. What it says can be looked at by {@link #inLine} until
   * more is read.
   *
   * @return its length, without its end
   * @throws ProtocolException when it is longer than the bound
   */
  int line(int bytesMax) throws IOException {
    int seen = at;
    while (true) {
      while (seen < end && buffer[seen] != '\n') {
        seen++;
      }
      if (seen - at > bytesMax) {
        throw new ProtocolException("a line without end");
      }
      if (seen < end) {
        int stop = seen > at && buffer[seen - 1] == '\r' ? seen - 1 : seen;
        line = at;
        at = seen + 1;
        return stop - line;
      }
      seen -= makeRoom();
      fill();
    }
  }

  /** A byte of the line that was gone past last. */
  byte inLine(int place) {
    return buffer[line + place];
  }

  /** Some bytes, at least one, waiting for it; -1 at the end of the connection. */
  int read(byte[] into, int offset, int length) throws IOException {
    if (at == end) {
      at = 0;
      end = 0;
      if (length >= buffer.length) {
        return in.read(into, offset, length);
      }
      int count = in.read(buffer, 0, buffer.length);
      if (count < 0) {
        return -1;
      }
      end = count;
    }
    int count = Math.min(length, end - at);
    System.arraycopy(buffer, at, into, offset, count);
    at += count;
    return count;
  }

  /** It is nobody's from now on. */
  void rest(long now) {
    idleSince = now;
    if (buffer.length > BUFFER) {
      buffer = new byte[BUFFER];
    }
    at = 0;
    end = 0;
  }

  long idleNanos(long now) {
    return now - idleSince;
  }

  /** Whether the other side has left it open, and silent. */
  boolean isOpen() {
    try {
      int before = socket.getSoTimeout();
      socket.setSoTimeout(1);
      try {
        // Whatever comes, be it the end, is no answer to anything.
        var unused = in.read();
        return false;
      } catch (SocketTimeoutException silent) {
        return true;
      } finally {
        socket.setSoTimeout(before);
      }
    } catch (IOException e) {
      LOG.debug("a connection that was kept is gone", e);
      return false;
    }
  }

  /** Ends it at once, whoever reads or writes: that of TLS would first wait for them. */
  void cut() {
    try {
      transport.close();
    } catch (IOException e) {
      LOG.debug("a connection could not be closed", e);
    }
  }
}

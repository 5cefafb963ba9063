package dev.vaultgate.client.http;

import dev.vaultgate.client.ResponseHeaders;
import dev.vaultgate.client.Timeouts;
import dev.vaultgate.client.json.JsonPieces;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its answer over an {@link HttpConnection}. */
final class SocketExchange extends TimedExchange {

  private static final Logger LOG = LoggerFactory.getLogger(SocketExchange.class);

  private final SocketPool pool;
  private final Origin origin;
  private volatile boolean aborted;

  /** What is being connected. */
  private volatile @Nullable Socket connecting;

  /** Whoever takes it out decides what becomes of it: who is done with it, or who cuts it. */
  private final AtomicReference<@Nullable HttpConnection> connection = new AtomicReference<>();

  private boolean heard;
  private @Nullable HttpHead head;
  private @Nullable HttpBody body;

  /**
   * @param again whether the same request has met a connection that was dead
   */
  SocketExchange(
      DeadlineWatch watch,
      Timeouts timeouts,
      boolean stream,
      boolean again,
      SocketPool pool,
      Origin origin) {
    super(watch, timeouts, stream, again);
    this.pool = pool;
    this.origin = origin;
  }

  /** A socket is about to be connected for this exchange. */
  void connects(Socket socket) throws SocketException {
    connects();
    connecting = socket;
    if (aborted) {
      throw new SocketException("ended before it was connected");
    }
  }

  /**
   * One address did not work; there is another.
   *
   * @throws IOException the failure, when the exchange is over
   */
  void goesOnAfter(IOException failure) throws IOException {
    if (aborted) {
      throw failure;
    }
    LOG.debug("the next address is tried", failure);
  }

  /** Sends the request over a connection, and reads the head of the answer. */
  void begin(HttpConnection connection, byte[] head, JsonPieces request) throws IOException {
    this.connection.set(connection);
    connecting = null;
    if (aborted) {
      abort();
      throw new SocketException("ended before it was sent");
    }
    connected();
    HttpHead answer;
    try {
      connection.send(head, request);
      answer = connection.readHead();
    } catch (SocketException e) {
      answer = earlyAnswer(connection, e);
    } finally {
      heard = connection.hasHeard();
    }
    body = HttpBody.of(answer, connection);
    this.head = answer;
  }

  /** Who refuses a request before all of it is there may close the connection, and has answered. */
  private HttpHead earlyAnswer(HttpConnection connection, SocketException failure)
      throws IOException {
    try {
      return connection.readHead();
    } catch (IOException e) {
      LOG.debug("no answer either", e);
      throw failure;
    }
  }

  @Override
  void abort() {
    aborted = true;
    HttpConnection running = connection.getAndSet(null);
    Socket socket = connecting;
    if (running != null) {
      running.cut();
    } else if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        LOG.debug("a connection could not be closed", e);
      }
    }
  }

  @Override
  boolean isRead() {
    return body != null && body.isOver();
  }

  @Override
  boolean isAnswered() {
    return head != null;
  }

  @Override
  boolean hasHeard() {
    return heard;
  }

  @Override
  boolean isNoHttp(IOException e) {
    return false; // That is a ProtocolException here.
  }

  private HttpHead answer() {
    if (head == null) {
      throw new IllegalStateException("no answer yet");
    }
    return head;
  }

  @Override
  public int status() {
    return answer().status();
  }

  @Override
  public ResponseHeaders headers() {
    return answer();
  }

  @Override
  long bodyLength() {
    return answer().bodyLength();
  }

  @Override
  InputStream sentBody() {
    if (body == null) {
      throw new IllegalStateException("no answer yet");
    }
    return body;
  }

  @Override
  void release() {
    HttpConnection used = connection.getAndSet(null);
    if (used == null) {
      return;
    }
    boolean isFree =
        head != null && body != null && head.keepsAlive() && body.isOver() && used.buffered() == 0;
    if (isFree) {
      pool.give(origin, used);
    } else {
      used.cut();
    }
  }
}

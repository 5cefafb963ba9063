package dev.vaultgate.client.http;

import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Connections that nobody uses, kept for the next request to the same origin. For many threads. */
final class SocketPool {

  /** A connection that has been idle for longer is looked at before it is used. */
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final int idleMax;
  private final long keepNanos;
  private final AtomicInteger idle = new AtomicInteger();
  private final Map<Origin, Deque<HttpConnection>> connections = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param idleMax how many are kept, to all origins together
   * @param keepNanos for how long
   */
  SocketPool(int idleMax, long keepNanos) {
    this.idleMax = idleMax;
    this.keepNanos = keepNanos;
  }

  /** The one that was used last, which is the least likely to be dead; null when there is none. */
  @Nullable HttpConnection take(Origin origin) {
    Deque<HttpConnection> kept = connections.get(origin);
    while (kept != null) {
      HttpConnection connection = kept.pollFirst();
      if (connection == null) {
        return null;
      }
      idle.decrementAndGet();
      long nanos = connection.idleNanos(System.nanoTime());
      if (nanos < keepNanos && (nanos < FRESH_NANOS || connection.isOpen())) {
        return connection;
      }
      connection.cut();
    }
    return null;
  }

  /** Keeps a connection whose exchange is over. */
  void give(Origin origin, HttpConnection connection) {
    if (idle.incrementAndGet() > idleMax || closed) {
      idle.decrementAndGet();
      connection.cut();
      return;
    }
    connection.rest(System.nanoTime());
    connections.computeIfAbsent(origin, o -> new ConcurrentLinkedDeque<>()).addFirst(connection);
    if (closed) {
      cutIdle(0);
    }
  }

  /** Ends those that have been idle for too long. */
  void sweep() {
    cutIdle(keepNanos);
  }

  private void cutIdle(long forNanos) {
    long now = System.nanoTime();
    for (Deque<HttpConnection> kept : connections.values()) {
      Iterator<HttpConnection> oldestFirst = kept.descendingIterator();
      while (oldestFirst.hasNext()) {
        HttpConnection connection = oldestFirst.next();
        if (connection.idleNanos(now) < forNanos) {
          break;
        }
        if (kept.remove(connection)) {
          idle.decrementAndGet();
          connection.cut();
        }
      }
    }
  }

  void close() {
    closed = true;
    cutIdle(0);
  }
}

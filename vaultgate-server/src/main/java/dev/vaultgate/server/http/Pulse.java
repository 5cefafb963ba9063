package dev.vaultgate.server.http;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at every connection five times a second, from one daemon thread that never waits. A request
 * that is answered before the next beat costs nothing here; timers and watches of their own would
 * cost each of them something.
 */
final class Pulse implements AutoCloseable {

  static final long BEAT_MILLIS = 200;

  private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

  private final Set<CallerSocket> sockets = ConcurrentHashMap.newKeySet();
  private final ByteBuffer oneByte = ByteBuffer.allocateDirect(1);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "vaultgate-pulse");
            thread.setDaemon(true);
            return thread;
          });

  Pulse() {
    // beat() answers for its own failures, so nobody has to look at the future.
    var unused =
        clock.scheduleWithFixedDelay(this::beat, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
  }

  void add(CallerSocket socket) {
    sockets.add(socket);
  }

  void remove(CallerSocket socket) {
    sockets.remove(socket);
  }

  /** How many connections are open. */
  int connections() {
    return sockets.size();
  }

  /** Does something to every call that waits for its answer. */
  void eachCall(Consumer<CallerWatch> action) {
    for (CallerSocket socket : sockets) {
      CallerWatch watch = socket.watched();
      if (watch != null) {
        action.accept(watch);
      }
    }
  }

  private void beat() {
    long now = System.nanoTime();
    for (CallerSocket socket : sockets) {
      try {
        socket.tick(now, oneByte);
      } catch (RuntimeException e) {
        LOG.warn("a connection could not be looked at", e);
      }
    }
  }

  /** Lets a beat end that runs: an interrupt would close the socket it looks at. */
  @Override
  public void close() {
    clock.shutdown();
  }
}

package dev.vaultgate.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A caller's connection. It adds to Jetty's what Jetty does not look after: a bound on the time
 * that the head of a request may take however slowly its bytes drip, whether a caller who waits for
 * an answer is still there, and patience with one who has just got his.
 *
 * <p>After an answer Jetty looks for the next request at once, which no caller can have sent, and
 * then has its selector wait for it: a wait and two changes of thread that cost as much as a third
 * of a request. So the others have their turn before that look. Where many callers keep the gateway
 * busy and ask again as soon as they are answered, the next request is there by then; where there
 * is nobody else it takes no time.
 *
 * <p>Whether a caller is there is found by reading from the socket while a call runs. Nobody else
 * reads then: Jetty reads a connection only for heads and bodies, and a call is watched only after
 * its body was read. A byte that is found, of a request sent ahead, is given back to Jetty before
 * the call ends.
 */
final class CallerSocket extends SocketChannelEndPoint {

  /** What a look at the socket shows of the caller. */
  enum Peer {
    /** Nothing came, nothing ended. */
    WAITS,
    /** The caller sends no more, and may have gone or may still read. */
    CLOSED_HIS_SIDE,
    /** The connection was reset. */
    GONE
  }

  private enum Phase {
    /** Nobody has looked for the next request yet. */
    AFTER_A_CALL,
    /** There was none. Jetty looks twice, which is of use where a connection is encrypted. */
    LOOKED_IN_VAIN,
    BETWEEN_REQUESTS,
    IN_A_HEAD,
    IN_A_CALL
  }

  private final Pulse pulse;
  private final long headNanosMax;
  private volatile Phase phase = Phase.BETWEEN_REQUESTS;
  private volatile long headSince;
  private int toSkip; // for whoever writes

  /** Keeps a call from ending, and Jetty from reading, while the socket is looked at. */
  private final ReentrantLock lock = new ReentrantLock();

  private @Nullable CallerWatch watched; // guarded by lock
  private byte @Nullable [] spoken; // guarded by lock
  private Peer peer = Peer.WAITS; // guarded by lock

  CallerSocket(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Pulse pulse,
      long headNanosMax) {
    super(channel, selector, key, scheduler);
    this.pulse = pulse;
    this.headNanosMax = headNanosMax;
  }

  @Override
  public void onOpen() {
    super.onOpen();
    pulse.add(this);
  }

  @Override
  public void onClose(@Nullable Throwable cause) {
    pulse.remove(this);
    super.onClose(cause);
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    Phase before = phase;
    if (before == Phase.AFTER_A_CALL) {
      giveWay();
    } else if (before == Phase.LOOKED_IN_VAIN) {
      phase = Phase.BETWEEN_REQUESTS;
      return 0;
    }
    int count = super.fill(buffer);
    if (before == Phase.AFTER_A_CALL || before == Phase.BETWEEN_REQUESTS) {
      filled(count, before);
    }
    return count;
  }

  /** The next bytes that Jetty writes, so many, have been written already. */
  void skip(int bytes) {
    toSkip = bytes;
  }

  @Override
  public boolean flush(ByteBuffer... buffers) throws IOException {
    return toSkip > 0 && isSkipped(buffers) || super.flush(buffers);
  }

  /** Leaves out what is to be skipped; whether that is all. */
  private boolean isSkipped(ByteBuffer... buffers) {
    boolean isAll = true;
    for (ByteBuffer buffer : buffers) {
      int skipped = Math.min(toSkip, buffer.remaining());
      buffer.position(buffer.position() + skipped);
      toSkip -= skipped;
      isAll &= !buffer.hasRemaining();
    }
    return isAll;
  }

  @SuppressWarnings("ThreadPriorityCheck") // It is as right when nobody else has a turn.
  private static void giveWay() {
    Thread.yield();
  }

  private void filled(int count, Phase before) {
    if (count > 0) {
      headSince = System.nanoTime();
      phase = Phase.IN_A_HEAD;
    } else if (before == Phase.AFTER_A_CALL) {
      phase = count == 0 ? Phase.LOOKED_IN_VAIN : Phase.BETWEEN_REQUESTS;
    }
  }

  /** A head is complete, and a call begins. */
  void begin() {
    phase = Phase.IN_A_CALL;
  }

  /** From here to the end of the call the caller is looked at. His whole request has been read. */
  void watch(CallerWatch watch) {
    lock.lock();
    try {
      watched = watch;
    } finally {
      lock.unlock();
    }
  }

  /** The call has ended; Jetty may read again as soon as this returns. */
  void end() {
    lock.lock();
    try {
      watched = null;
      if (spoken != null && getConnection() instanceof Connection.UpgradeTo connection) {
        // The only way to give bytes back to Jetty; meant for a change of protocol, and no other
        // than this: they are put where the next head is read from.
        connection.onUpgradeTo(ByteBuffer.wrap(spoken));
      }
      spoken = null;
      phase = Phase.AFTER_A_CALL;
    } finally {
      lock.unlock();
    }
  }

  /** The call that runs on this connection and is watched, if any. */
  @Nullable CallerWatch watched() {
    lock.lock();
    try {
      return watched;
    } finally {
      lock.unlock();
    }
  }

  /** Looks at the connection; from the pulse alone. */
  void tick(long now, ByteBuffer oneByte) {
    if (phase == Phase.IN_A_HEAD && now - headSince > headNanosMax) {
      refuseSlowHead();
    } else if (phase == Phase.IN_A_CALL && lock.tryLock()) {
      try {
        CallerWatch watch = watched;
        if (watch != null && watch.isLong(now)) {
          look(oneByte);
          // Within the lock, which keeps the call from ending and its answer from being recycled.
          // Nothing in there waits: writes are begun, and end when they can.
          watch.tick(now, peer);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void look(ByteBuffer oneByte) {
    if (peer != Peer.WAITS || spoken != null) {
      return; // The end of a stream stays, and behind a byte nothing can be seen.
    }
    oneByte.clear();
    try {
      int count = getChannel().read(oneByte);
      if (count > 0) {
        spoken = new byte[] {oneByte.get(0)};
      } else if (count < 0) {
        peer = Peer.CLOSED_HIS_SIDE;
      }
    } catch (IOException e) {
      peer = Peer.GONE;
    }
  }

  /** Jetty is in the middle of a head and would wait for more, so the answer is written past it. */
  private void refuseSlowHead() {
    if (!isOutputShutdown()) {
      try {
        flush(ByteBuffer.wrap(SlowHead.ANSWER));
      } catch (IOException e) {
        close(e);
        return;
      }
    }
    close();
  }

  /** What a caller is told whose head did not come in time. */
  private static final class SlowHead {

    private static final byte[] ANSWER = answer();

    private static byte[] answer() {
      byte[] body = ProtocolFault.of(408).body();
      String head =
          "HTTP/1.1 408 Request Timeout\r\n"
              + "Content-Type: application/json\r\n"
              + "Content-Length: "
              + body.length
              + "\r\nx-request-id: "
              + RequestIds.UNKNOWN
              + "\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n";
      byte[] start = head.getBytes(StandardCharsets.ISO_8859_1);
      byte[] whole = new byte[start.length + body.length];
      System.arraycopy(start, 0, whole, 0, start.length);
      System.arraycopy(body, 0, whole, start.length, body.length);
      return whole;
    }
  }
}

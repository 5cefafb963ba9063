package dev.vaultgate.server.http;

import dev.vaultgate.api.VaultGateException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * Looks after one caller while he waits for his answer: ends his call when he has left, or when the
 * server wants it to end, and keeps his connection alive meanwhile.
 *
 * <p>Safe for many threads, except {@link #tick}, which belongs to the pulse.
 */
final class CallerWatch {

  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(Pulse.BEAT_MILLIS);
  private static final long PROBE_NANOS_MAX = TimeUnit.SECONDS.toNanos(8);
  private static final int PROCESSING = 102;

  private final Request request;
  private final Response response;
  private final @Nullable EventStream events;
  private final Runnable onDeparture;
  private final long since = System.nanoTime();
  private volatile @Nullable VaultGateException cutBecause;

  private volatile boolean stalled;
  private volatile long unheardNanos = -1;

  // For the pulse alone.
  private long lookedAt = since;
  private boolean patient;
  private boolean departed;
  private long probeAt = since;
  private long probeNanos = LONG_NANOS;

  /**
   * Begins to watch.
   *
   * @param events the answer, if it is a stream
   * @param onDeparture what ends the call; may run more than once, and must not wait
   */
  CallerWatch(
      Request request, Response response, @Nullable EventStream events, Runnable onDeparture) {
    this.request = request;
    this.response = response;
    this.events = events;
    this.onDeparture = onDeparture;
  }

  /** Ends the call because nobody waits for its answer. */
  void depart() {
    onDeparture.run();
  }

  /**
   * The same, when a write has shown it.
   *
   * @param stalled whether he is there but takes nothing
   * @param unheardNanos since he was last known to be there
   */
  void depart(boolean stalled, long unheardNanos) {
    this.stalled = stalled;
    this.unheardNanos = unheardNanos;
    depart();
  }

  /** Whether the caller is there but takes nothing of his answer. */
  boolean isStalled() {
    return stalled;
  }

  /** How long the caller had not been heard of when he was found to have left; -1 when unknown. */
  long unheardNanos() {
    return unheardNanos;
  }

  /** Ends the call for a reason of ours, which the caller is told. */
  void cut(VaultGateException because) {
    cutBecause = because;
    onDeparture.run();
  }

  /** Why the call was ended by the server, or null. */
  @Nullable VaultGateException cutBecause() {
    return cutBecause;
  }

  /** Whether the call is old enough to be worth a look. */
  boolean isLong(long now) {
    return now - since >= LONG_NANOS;
  }

  /** One beat of the pulse. */
  void tick(long now, CallerSocket.Peer peer) {
    if (departed) {
      return;
    }
    if (!patient) {
      // A caller who waits is silent, and that is no reason to end his call.
      request.addIdleTimeoutListener(this::idled);
      patient = true;
    }
    if (peer == CallerSocket.Peer.GONE) {
      departed = true;
      depart(false, now - lookedAt);
      return;
    }
    lookedAt = now;
    // Who has closed his side may still read, so he is sent something that changes nothing. To the
    // second of such writes a system that no longer knows the connection answers with a reset.
    boolean probe = peer == CallerSocket.Peer.CLOSED_HIS_SIDE && now - probeAt >= 0;
    boolean begun = events != null && events.tick(now, probe);
    if (probe) {
      probeAt = now + probeNanos;
      probeNanos = Math.min(2 * probeNanos, PROBE_NANOS_MAX);
      if (!begun) {
        interim();
      }
    }
  }

  private boolean idled(TimeoutException timeout) {
    if (events != null) {
      events.idled(timeout);
    }
    return false;
  }

  /**
   * An interim response, which every client must skip. Clients that do not know it exist, but none
   * that closes its side of the connection and waits.
   */
  private void interim() {
    boolean isKnown =
        request.getConnectionMetaData().getHttpVersion().getVersion()
            >= HttpVersion.HTTP_1_1.getVersion();
    if (isKnown && !response.isCommitted()) {
      // What is done with the outcome cannot fail, so nobody has to look at the future.
      var unused =
          response
              .writeInterim(PROCESSING, HttpFields.EMPTY)
              .whenComplete(
                  (done, failure) -> {
                    if (failure instanceof IOException) {
                      depart();
                    }
                  });
    }
  }
}

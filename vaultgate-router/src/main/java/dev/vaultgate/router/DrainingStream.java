package dev.vaultgate.router;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.client.Cancellation;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A stream that is read on when its caller leaves, if there is a place for that. Whoever reads for
 * the caller comes back with the next frame, and another thread goes on where he has stopped. A
 * call that is ended against its caller's wish ends at once, as without this.
 */
final class DrainingStream implements GatewayStream {

  private final MeteredStream stream;
  private final Drains drains;
  private final Cancellation cancellation;

  /** Held by who reads. */
  private final ReentrantLock reading = new ReentrantLock();

  private boolean callerLeft; // guarded by this
  private volatile boolean drained;

  private DrainingStream(MeteredStream stream, Drains drains, Cancellation cancellation) {
    this.stream = stream;
    this.drains = drains;
    this.cancellation = cancellation;
  }

  /** The stream, whose caller's departure is heard of from now on. */
  static GatewayStream of(MeteredStream stream, Drains drains, Cancellation cancellation) {
    DrainingStream draining = new DrainingStream(stream, drains, cancellation);
    cancellation.onCancel(draining::leave);
    return draining;
  }

  /** The caller is gone, whoever says so first. */
  private synchronized void leave() {
    if (callerLeft) {
      return;
    }
    callerLeft = true;
    drained = !cancellation.hasReason() && drains.tryBegin(this::readOn, stream::stop);
    if (!drained) {
      stream.stop();
    }
  }

  private void readOn() {
    reading.lock();
    try {
      stream.drain();
    } finally {
      reading.unlock();
    }
  }

  @Override
  public AnswerFacts facts() {
    return stream.facts();
  }

  @Override
  public byte @Nullable [] next() {
    reading.lock();
    try {
      byte[] chunk = drained ? null : stream.next();
      if (drained) {
        throw new CancelledException();
      }
      return chunk;
    } finally {
      reading.unlock();
    }
  }

  @Override
  public void beforeWait(Runnable hook) {
    stream.beforeWait(hook);
  }

  @Override
  public void close() {
    if (!stream.isOver()) {
      leave();
    }
    if (!drained) {
      stream.close();
    }
  }
}

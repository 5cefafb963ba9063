package dev.vaultgate.router;

import dev.vaultgate.client.Cancellation;
import dev.vaultgate.router.route.RouteThreads;
import dev.vaultgate.router.route.RoutedFrames;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What happens to a stream whose provider charges for all of it, whoever listens to its end: when
 * its caller leaves, it is read on to where the provider tells its usage. A few at a time, and none
 * for long; otherwise it is cancelled as any other.
 */
final class Drain {

  private static final Duration TIME_MAX = Duration.ofSeconds(60);

  /** How many streams are read on at once, in the whole process. */
  private static final Semaphore PLACES = new Semaphore(8);

  private final RoutedFrames frames;
  private final Cancellation cancellation;
  private final AtomicBoolean hasPlace = new AtomicBoolean();

  private Drain(RoutedFrames frames, Cancellation cancellation) {
    this.frames = frames;
    this.cancellation = cancellation;
  }

  /** From here on the departure of the caller does not end such a stream at once. */
  static Drain of(RoutedFrames frames, Cancellation cancellation) {
    Drain drain = new Drain(frames, cancellation);
    if (frames.drains()) {
      cancellation.onCancel(drain::callerLeft);
    }
    return drain;
  }

  /** On the thread that has noticed it, which must not wait. */
  private void callerLeft() {
    if (cancellation.hasReason() || !PLACES.tryAcquire()) {
      frames.close();
      return;
    }
    hasPlace.set(true);
    Executor later =
        CompletableFuture.delayedExecutor(
            TIME_MAX.toSeconds(), TimeUnit.SECONDS, RouteThreads.executor());
    later.execute(frames::close);
  }

  /**
   * Reads on to the end on a thread of its own, if the caller has left and there is a place for it.
   *
   * @param rest reads to the end, and ends the call
   * @return whether it does
   */
  boolean begins(Runnable rest) {
    if (!hasPlace.compareAndSet(true, false)) {
      return false;
    }
    try {
      RouteThreads.executor()
          .execute(
              () -> {
                try {
                  rest.run();
                } finally {
                  PLACES.release();
                }
              });
      return true;
    } catch (RuntimeException | Error e) {
      PLACES.release();
      throw e;
    }
  }
}

package dev.vaultgate.router.route;

import dev.vaultgate.api.CancelledException;
import dev.vaultgate.api.ChatEvent;
import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.Usage;
import dev.vaultgate.client.ChatFrames;
import dev.vaultgate.client.Frame;
import dev.vaultgate.client.Notes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose first moments are held back, to see whether it breaks in them. A thread of its own
 * reads it meanwhile, because a read may wait for long after the window is over; from then on
 * whoever asks for frames reads them himself.
 */
final class HeldFrames implements ChatFrames {

  private final ChatFrames frames;
  private final HeldContent content;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Frame> read = new ArrayDeque<>(); // guarded by lock
  private boolean reading = true; // guarded by lock
  private boolean ended; // guarded by lock
  private boolean committed; // guarded by lock
  private @Nullable Throwable failure; // guarded by lock
  private Runnable beforeWait = () -> {};
  private boolean handedOver;

  private HeldFrames(ChatFrames frames, HeldContent content) {
    this.frames = frames;
    this.content = content;
  }

  /**
   * Waits until the window is over.
   *
   * @throws UpstreamException when the stream fails before
   */
  static HeldFrames await(
      ChatFrames frames, Candidate candidate, CommitWindow window, Executor threads) {
    HeldFrames held = new HeldFrames(frames, new HeldContent(window, candidate.place()));
    threads.execute(held::readAhead);
    held.awaitWindow(window.timeMax().toNanos());
    return held;
  }

  /** On a thread of its own, until the window is over. */
  private void readAhead() {
    boolean goesOn = true;
    while (goesOn) {
      Frame frame = null;
      Throwable broken = null;
      try {
        frame = frames.next();
      } catch (RuntimeException | Error e) {
        broken = e;
      }
      lock.lock();
      try {
        failure = broken;
        ended = frame == null && broken == null;
        if (frame != null) {
          read.add(frame);
          content.add(frame);
        }
        goesOn = frame != null && !committed;
        reading = goesOn;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void awaitWindow(long nanosMax) {
    lock.lock();
    try {
      long left = nanosMax;
      while (failure == null && !ended && !content.isEnough() && left > 0) {
        if (content.hasBegun()) {
          left = changed.awaitNanos(left);
        } else {
          // How long the first content may take is the transport's to watch.
          changed.await(1, TimeUnit.SECONDS);
        }
      }
      if (failure != null) {
        throw thrown(failure);
      }
      if (ended) {
        content.check();
      }
      committed = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException();
    } finally {
      lock.unlock();
    }
  }

  private static RuntimeException thrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  @Override
  public ChatEvent.Start head() {
    return frames.head();
  }

  @Override
  public List<String> dropped() {
    return frames.dropped();
  }

  @Override
  public Notes notes() {
    return frames.notes();
  }

  @Override
  public @Nullable Usage usageSoFar() {
    return frames.usageSoFar();
  }

  @Override
  public @Nullable Frame next() {
    lock.lock();
    try {
      while (read.isEmpty() && reading) {
        beforeWait.run();
        changed.awaitUninterruptibly();
      }
      if (!read.isEmpty()) {
        return read.poll();
      }
      if (failure != null) {
        throw thrown(failure);
      }
      if (ended) {
        return null;
      }
    } finally {
      lock.unlock();
    }
    if (!handedOver) {
      handedOver = true;
      frames.beforeWait(beforeWait);
    }
    return frames.next();
  }

  /** Only for waits of the thread that asks for frames: the one that reads ahead has no caller. */
  @Override
  public void beforeWait(Runnable hook) {
    beforeWait = hook;
  }

  @Override
  public void close() {
    frames.close();
  }
}

package dev.vaultgate.server.http;

import dev.vaultgate.api.ServerException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many calls run at once, and whether more are let in. What is beyond is refused before its
 * body is read, so that those who are in are served as ever.
 */
public final class Capacity {

  private static final int RETRY_SECONDS_MAX = 5;

  private final int callsMax;
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger others = new AtomicInteger();
  private volatile boolean closing;
  private volatile boolean closed;
  private volatile boolean hurried;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  public Capacity(int callsMax) {
    this.callsMax = callsMax;
  }

  /** Lets a call in, which must {@link #leave()}; or says why not. */
  public @Nullable ServerException tryEnter() {
    if (closed) {
      return ServerException.shuttingDown();
    }
    if (calls.incrementAndGet() > callsMax) {
      leave();
      // Spread, so that those who were refused together do not come back together.
      return ServerException.overloaded(
          Duration.ofSeconds(1L + ThreadLocalRandom.current().nextInt(RETRY_SECONDS_MAX)));
    }
    return null;
  }

  public void leave() {
    if (calls.decrementAndGet() == 0 && closed) {
      wake();
    }
  }

  /**
   * Lets in who is no call and needs no room: pages, management, those who watch. He is never
   * refused, but a stop waits for him as well. Must {@link #leaveAsOther()}.
   */
  void enterAsOther() {
    others.incrementAndGet();
  }

  void leaveAsOther() {
    if (others.decrementAndGet() == 0 && closed) {
      wake();
    }
  }

  /** Says that nobody will be let in soon. */
  void announceClosing() {
    closing = true;
  }

  /** Whether those who can choose should go elsewhere. */
  public boolean isClosing() {
    return closing;
  }

  /** Lets nobody in any more. */
  void close() {
    closing = true;
    closed = true;
  }

  /** How many calls are in. */
  public int calls() {
    return calls.get();
  }

  /** Waits until nobody is in; false when the time was over before, or nobody wants to wait. */
  boolean awaitEmpty(Duration time) {
    return await(time, () -> isEmpty() || hurried);
  }

  /**
   * Waits until nobody is in, even when nobody wants to wait; false when the time was over before.
   */
  boolean awaitEmptyRegardless(Duration time) {
    return await(time, this::isEmpty);
  }

  /** Waits for as long, unless nobody wants to wait. */
  void pause(Duration time) {
    await(time, () -> hurried);
  }

  private boolean await(Duration time, BooleanSupplier condition) {
    lock.lock();
    try {
      long nanos = time.toNanos();
      while (!condition.getAsBoolean() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return isEmpty();
  }

  private boolean isEmpty() {
    return calls.get() <= 0 && others.get() <= 0;
  }

  /** Ends the waits of a stop. */
  void hurry() {
    hurried = true;
    wake();
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}

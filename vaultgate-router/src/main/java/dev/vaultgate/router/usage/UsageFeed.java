package dev.vaultgate.router.usage;

import dev.vaultgate.api.ServerException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Passes calls that have ended on to whoever listens, as they come. A listener that cannot keep up
 * loses calls and is told how many; nobody waits for it. Safe for many threads.
 */
public final class UsageFeed implements UsageSink, AutoCloseable {

  private static final int LISTENERS_MAX = 32;
  private static final int WAITING_MAX = 1_000;

  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  @Override
  public void accept(UsageRecord call) {
    if (!listeners.isEmpty()) {
      listeners.forEach(listener -> listener.offer(call));
    }
  }

  /**
   * Begins to listen. To be closed by whoever listens.
   *
   * @param query which calls are to be told of; its search and its sides count, and its times
   * @throws ServerException when so many listen already that one more would be too much, or the
   *     gateway stops
   */
  public Listener listen(UsageQuery query) {
    Listener listener = new Listener(query);
    synchronized (listeners) {
      if (closed) {
        throw ServerException.shuttingDown();
      }
      if (listeners.size() >= LISTENERS_MAX) {
        throw ServerException.overloaded(Duration.ofSeconds(30));
      }
      listeners.add(listener);
    }
    return listener;
  }

  /** How many listen. */
  public int listeners() {
    return listeners.size();
  }

  /** Ends what everybody listens to. */
  @Override
  public void close() {
    synchronized (listeners) {
      closed = true;
      listeners.forEach(Listener::end);
    }
  }

  /** What one listener hears. For one thread, except that it may be closed by another. */
  public final class Listener implements AutoCloseable {

    private final UsageQuery query;
    private final BlockingQueue<Optional<UsageRecord>> waiting =
        new ArrayBlockingQueue<>(WAITING_MAX);
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean ended;

    private Listener(UsageQuery query) {
      this.query = query;
    }

    private void offer(UsageRecord call) {
      if (query.matches(call) && !waiting.offer(Optional.of(call))) {
        lost.incrementAndGet();
      }
    }

    /** The next call, waiting for it, but no longer than this; empty when there was none. */
    public Optional<UsageRecord> next(Duration patience) throws InterruptedException {
      Optional<UsageRecord> next = waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
      return next == null ? Optional.empty() : next;
    }

    /** Whether nothing more will come. */
    public boolean isOver() {
      return ended && waiting.isEmpty();
    }

    /** How many calls were lost since this was asked last. */
    public long lost() {
      return lost.getAndSet(0);
    }

    private void end() {
      ended = true;
      // Wakes whoever waits; where there is no room nobody does.
      boolean ignored = waiting.offer(Optional.empty());
    }

    @Override
    public void close() {
      listeners.remove(this);
      end();
    }
  }
}

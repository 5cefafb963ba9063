package dev.vaultgate.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged under a name, at every level, while a test looks. */
public final class LogCapture implements AutoCloseable {

  private static final long SECONDS_MAX = 10;

  private final Logger logger;
  private final Level level;
  private final Listener listener = new Listener();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<LogRecord> events = new ArrayList<>(); // guarded by lock

  private LogCapture(String name) {
    logger = Logger.getLogger(name);
    level = logger.getLevel();
    logger.setLevel(Level.ALL);
    logger.addHandler(listener);
  }

  /** Of a logger and those below it. */
  public static LogCapture of(String name) {
    return new LogCapture(name);
  }

  /** The lines that say what is special about attempts. */
  public static LogCapture attempts() {
    return of("dev.vaultgate.attempts");
  }

  /** The lines about calls. */
  public static LogCapture requests() {
    return of("dev.vaultgate.requests");
  }

  /** The texts of all events so far. */
  public List<String> lines() {
    return events().stream().map(LogRecord::getMessage).toList();
  }

  /** All events so far. */
  public List<LogRecord> events() {
    lock.lock();
    try {
      return List.copyOf(events);
    } finally {
      lock.unlock();
    }
  }

  /** The first line with this in it, waiting for it if need be. */
  public String line(String part) {
    lock.lock();
    try {
      long left = TimeUnit.SECONDS.toNanos(SECONDS_MAX);
      while (left > 0) {
        for (LogRecord event : events) {
          if (event.getMessage().contains(part)) {
            return event.getMessage();
          }
        }
        left = changed.awaitNanos(left);
      }
      throw new AssertionError("nothing logged with " + part + ", but " + lines());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      lock.unlock();
    }
  }

  /** Forgets what has come until now. */
  public void clear() {
    lock.lock();
    try {
      events.clear();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    logger.removeHandler(listener);
    logger.setLevel(level);
  }

  private final class Listener extends Handler {

    @Override
    public void publish(LogRecord event) {
      lock.lock();
      try {
        events.add(event);
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void flush() {
      // Nothing waits.
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}

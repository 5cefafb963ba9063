package dev.vaultgate.server;

import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.StreamHandler;

/**
 * Writes the log from a thread of its own, so that a terminal that is held up or a pipe that nobody
 * reads holds up no request. What does not fit into its queue is dropped, and counted: the log says
 * how much is missing when it can be written again.
 */
public final class QueuedLog extends Handler {

  private static final int QUEUE_MAX = 8_192;
  private static final int CLOSE_MILLIS = 1_000;
  private static final AtomicLong DROPPED = new AtomicLong();

  private final BlockingQueue<LogRecord> queue;
  private final StreamHandler sink;
  private final CountDownLatch done = new CountDownLatch(1);
  private final AtomicLong untold = new AtomicLong();
  private volatile boolean closing;

  /** To standard error, as {@code java.util.logging} makes it. */
  public QueuedLog() {
    this(System.err, QUEUE_MAX);
  }

  QueuedLog(OutputStream out, int queueMax) {
    this.queue = new ArrayBlockingQueue<>(queueMax);
    this.sink = new StreamHandler(out, new LogLine());
    sink.setLevel(Level.ALL);
    setFormatter(new LogLine());
    Thread writer = new Thread(this::write, "vaultgate-log");
    writer.setDaemon(true);
    writer.start();
  }

  /** How many lines no log has, in this process. */
  public static long dropped() {
    return DROPPED.get();
  }

  @Override
  public void publish(LogRecord record) {
    if (!isLoggable(record)) {
      return;
    }
    if (!queue.offer(record)) {
      DROPPED.incrementAndGet();
      untold.incrementAndGet();
    }
  }

  private void write() {
    try {
      while (!closing || !queue.isEmpty()) {
        LogRecord record = queue.poll(100, TimeUnit.MILLISECONDS);
        if (record != null) {
          sink.publish(record);
        }
        tellDropped();
        if (queue.isEmpty()) {
          sink.flush();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sink.flush();
      done.countDown();
    }
  }

  private void tellDropped() {
    long missing = untold.getAndSet(0);
    if (missing > 0) {
      LogRecord note = new LogRecord(Level.WARNING, "log_dropped: " + missing + " lines");
      note.setLoggerName(QueuedLog.class.getName());
      sink.publish(note);
    }
  }

  /** Does nothing: the writer flushes whenever nothing is left, and nobody waits for it. */
  @Override
  public void flush() {}

  @Override
  public void close() {
    closing = true;
    try {
      if (!done.await(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        DROPPED.addAndGet(queue.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

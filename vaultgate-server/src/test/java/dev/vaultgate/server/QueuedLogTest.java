package dev.vaultgate.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class QueuedLogTest {

  private static LogRecord line(int number) {
    LogRecord record = new LogRecord(Level.INFO, "line " + number);
    record.setLoggerName("test");
    return record;
  }

  @Test
  @Timeout(20)
  void f80ASinkThatIsHeldUpHoldsUpNobodyAndWhatIsMissingIsCounted() {
    CountDownLatch open = new CountDownLatch(1);
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    QueuedLog log = new QueuedLog(heldUp(open, written), 100);
    long before = QueuedLog.dropped();

    for (int i = 0; i < 10_000; i++) {
      log.publish(line(i));
    }

    long dropped = QueuedLog.dropped() - before;
    assertThat(dropped).isBetween(9_000L, 9_950L);
    open.countDown();
    await().until(() -> told(written.toString(UTF_8)) == dropped);
    log.close();
    assertThat(written.toString(UTF_8)).contains("line 0");
  }

  /** The sum of what the log says is missing. */
  private static long told(String log) {
    return Pattern.compile("log_dropped: (\\d+) lines")
        .matcher(log)
        .results()
        .mapToLong(found -> Long.parseLong(found.group(1)))
        .sum();
  }

  @Test
  void whatIsQueuedIsWrittenBeforeTheEnd() {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    QueuedLog log = new QueuedLog(written, 100);
    for (int i = 0; i < 50; i++) {
      log.publish(line(i));
    }

    log.close();

    assertThat(written.toString(UTF_8)).contains("line 0", "line 49");
  }

  private static OutputStream heldUp(CountDownLatch open, OutputStream to) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          if (!open.await(20, TimeUnit.SECONDS)) {
            throw new IOException("held up for too long");
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        to.write(bytes, offset, length);
      }
    };
  }
}

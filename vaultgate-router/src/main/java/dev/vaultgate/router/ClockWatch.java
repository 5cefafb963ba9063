package dev.vaultgate.router;

import dev.vaultgate.router.time.SystemTime;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when somebody has set the clock. Nothing here goes by it but dates in records, which is
 * why somebody who reads them should know. For one thread.
 */
final class ClockWatch {

  private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

  /** Less is what clocks that are kept right move by. */
  private static final Duration JUMP_MIN = Duration.ofSeconds(10);

  private final SystemTime time;
  private Instant date;
  private long nanoTime;

  ClockWatch(SystemTime time) {
    this.time = time;
    this.date = time.now();
    this.nanoTime = time.nanoTime();
  }

  void look() {
    Instant now = time.now();
    long nanos = time.nanoTime();
    Duration jump = Duration.between(date, now).minusNanos(nanos - nanoTime);
    date = now;
    nanoTime = nanos;
    if (jump.abs().compareTo(JUMP_MIN) >= 0) {
      LOG.warn("clock_jump seconds={}", jump.toSeconds());
    }
  }
}

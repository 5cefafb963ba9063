package dev.vaultgate.server.recordings;

import dev.vaultgate.router.time.SystemTime;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The system's time, with hours passed in between: so that no call is limited by those before it,
 * nor finds a deployment at rest because the one before met an error there.
 */
final class MovedTime extends SystemTime {

  private static final long HOUR_NANOS = 3_600_000_000_000L;

  private final AtomicLong passed = new AtomicLong();

  void passHour() {
    passed.addAndGet(HOUR_NANOS);
  }

  @Override
  public long nanoTime() {
    return super.nanoTime() + passed.get();
  }
}

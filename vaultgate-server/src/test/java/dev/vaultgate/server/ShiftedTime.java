package dev.vaultgate.server;

import dev.vaultgate.router.time.SystemTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The system's time, moved on by a test: so that rests of minutes end at once. */
final class ShiftedTime extends SystemTime {

  private final AtomicLong passed = new AtomicLong();

  void pass(Duration time) {
    passed.addAndGet(time.toNanos());
  }

  @Override
  public long nanoTime() {
    return super.nanoTime() + passed.get();
  }
}

package dev.vaultgate.router;

import dev.vaultgate.router.time.SystemTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Time that moves by hand, and chance that is always the same. */
public final class FakeTime extends SystemTime {

  private final AtomicLong nanos = new AtomicLong(1_000_000_000L);
  private final Instant start = Instant.parse("2026-11-23T12:00:00Z");

  public void advance(Duration span) {
    nanos.addAndGet(span.toNanos());
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Instant now() {
    return start.plusNanos(nanos.get());
  }

  @Override
  public double random() {
    return 0.5;
  }
}

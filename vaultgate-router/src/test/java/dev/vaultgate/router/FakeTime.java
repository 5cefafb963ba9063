package dev.vaultgate.router;

import dev.vaultgate.router.time.SystemTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** Time that moves by hand, and chance that is always the same. */
public final class FakeTime extends SystemTime {

  private final AtomicLong nanos = new AtomicLong(1_000_000_000L);
  private final AtomicReference<Instant> start =
      new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));

  public void advance(Duration span) {
    nanos.addAndGet(span.toNanos());
  }

  /** The wall clock is set; no time passes. */
  public void jump(Duration span) {
    start.updateAndGet(instant -> instant.plus(span));
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  @Override
  public Instant now() {
    return start.get().plusNanos(nanos.get());
  }

  @Override
  public double random() {
    return 0.5;
  }
}

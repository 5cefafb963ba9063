package dev.vaultgate.router.route;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.internal.AtomicRateLimiter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one deployment is doing for us: how many calls it is at, how many it may be at, when its
 * next turn comes, and how quick it is. Safe for many threads.
 */
public final class Load {

  /** What a call waits for: whole answers take longer than first contents. */
  public enum Kind {
    STREAM,
    WHOLE
  }

  private final Traffic traffic;
  private final AtomicInteger running = new AtomicInteger();
  private final @Nullable AtomicRateLimiter pace;
  private final Latency streams = new Latency();
  private final Latency wholes = new Latency();

  public Load(String deployment, Traffic traffic, LongSupplier ticker) {
    this.traffic = traffic;
    this.pace =
        traffic.requestsPerMinuteMax() == 0
            ? null
            : new AtomicRateLimiter(
                deployment, pace(traffic.requestsPerMinuteMax()), ticker::getAsLong);
  }

  /** Turns come evenly, at most a second's worth at once, so that no minute holds too many. */
  private static RateLimiterConfig pace(int perMinute) {
    int perSecond = perMinute / 60;
    return RateLimiterConfig.custom()
        .timeoutDuration(Duration.ZERO)
        .limitForPeriod(Math.max(1, perSecond))
        .limitRefreshPeriod(
            perSecond == 0
                ? Duration.ofMinutes(1).dividedBy(perMinute)
                : Duration.ofNanos(60_000_000_000L * perSecond / perMinute))
        .build();
  }

  /** Health and load together. */
  Standing standing(Standing health, Kind kind, long now) {
    int calls = running.get();
    long typical = latency(kind).typicalNanos(now);
    if (health.isReady()) {
      if (calls >= traffic.concurrencyMax()) {
        return new Standing(Standing.State.BUSY, 0, calls, typical);
      }
      long wait = pace == null ? 0 : pace.getDetailedMetrics().getNanosToWait();
      if (wait > 0) {
        return new Standing(Standing.State.PACED, now + wait, calls, typical);
      }
    }
    return new Standing(health.state(), health.until(), calls, typical);
  }

  /** Takes a place, and a turn; or says that there is none. */
  boolean tryEnter() {
    if (running.incrementAndGet() > traffic.concurrencyMax()) {
      running.decrementAndGet();
      return false;
    }
    if (pace != null && !((RateLimiter) pace).acquirePermission()) {
      running.decrementAndGet();
      return false;
    }
    return true;
  }

  /** Gives a place back. */
  void leave() {
    running.decrementAndGet();
  }

  /** A call has got its first content, or its whole answer. */
  void observe(Kind kind, long nanos, long now) {
    latency(kind).observe(nanos, now);
  }

  /** The deployment's own p95; -1 when nobody knows. */
  public long p95Nanos(Kind kind) {
    return latency(kind).p95Nanos();
  }

  private Latency latency(Kind kind) {
    return kind == Kind.STREAM ? streams : wholes;
  }

  /** How many calls it is at. */
  public int running() {
    return running.get();
  }

  public Traffic traffic() {
    return traffic;
  }
}

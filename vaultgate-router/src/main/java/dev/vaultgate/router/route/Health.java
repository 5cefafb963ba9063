package dev.vaultgate.router.route;

import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one deployment stands: a circuit breaker that learns only from outcomes that speak of health,
 * and a rest that a provider asked for or that its answer implies. Safe for many threads.
 */
public final class Health {

  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  private final String deployment;
  private final HealthSettings settings;
  private final LongSupplier ticker;
  private final CircuitBreaker breaker;
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private final AtomicInteger limitsInARow = new AtomicInteger();
  private final AtomicInteger openings = new AtomicInteger();

  /** When the open circuit may be probed; written before the circuit opens. */
  private volatile long openUntil;

  /** The rest that has been asked for, replaced as a whole. */
  private volatile Standing rest = Standing.READY;

  public Health(String deployment, HealthSettings settings, LongSupplier ticker) {
    this.deployment = deployment;
    this.settings = settings;
    this.ticker = ticker;
    this.breaker =
        CircuitBreaker.of(
            deployment,
            CircuitBreakerConfig.custom()
                .slidingWindow(
                    (int) settings.window().toSeconds(),
                    settings.callsMin(),
                    SlidingWindowType.TIME_BASED)
                .failureRateThreshold(settings.failureShare() * 100)
                .permittedNumberOfCallsInHalfOpenState(1)
                // We keep the time of an open circuit ourselves, on our own ticker.
                .waitDurationInOpenState(Duration.ofDays(1))
                .currentTimestampFunction(clock -> ticker.getAsLong(), TimeUnit.NANOSECONDS)
                .build());
  }

  /** Whether the deployment may be tried now. */
  public Standing standing() {
    long now = ticker.getAsLong();
    Standing asked = rest;
    if (!asked.isReady() && asked.restUntil() - now > 0) {
      return asked;
    }
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN ->
          openUntil - now > 0 ? new Standing(openUntil, UpstreamFault.UNAVAILABLE) : Standing.READY;
      case CLOSED, HALF_OPEN, DISABLED, METRICS_ONLY -> Standing.READY;
    };
  }

  /**
   * Asks to make a call. When the circuit has been open long enough, the first who asks probes it
   * and the others are refused until it is known how that went.
   */
  public boolean tryEnter() {
    if (breaker.getState() == CircuitBreaker.State.OPEN) {
      if (openUntil - ticker.getAsLong() > 0) {
        return false;
      }
      halfOpen();
    }
    return breaker.tryAcquirePermission();
  }

  private synchronized void halfOpen() {
    if (breaker.getState() == CircuitBreaker.State.OPEN) {
      breaker.transitionToHalfOpenState();
    }
  }

  /** A call that was entered has succeeded. */
  public void succeeded(long nanos) {
    failuresInARow.set(0);
    limitsInARow.set(0);
    boolean wasProbe = breaker.getState() == CircuitBreaker.State.HALF_OPEN;
    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    if (wasProbe) {
      openings.set(0);
      LOG.info("circuit of {} closed", deployment);
    }
  }

  /**
   * A call that was entered says nothing about health: it was cancelled, or the request was bad.
   */
  public void ignored() {
    breaker.releasePermission();
  }

  /** A call that was entered has failed through the provider's fault. */
  public void failed(UpstreamException failure, long nanos) {
    UpstreamFault fault = failure.fault();
    rest(fault, failure.retryAfter().orElse(null));
    if (!fault.speaksOfHealth()) {
      breaker.releasePermission();
      return;
    }
    boolean wasProbe = breaker.getState() == CircuitBreaker.State.HALF_OPEN;
    long until = ticker.getAsLong() + openNanos();
    openUntil = until;
    breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
    if (failuresInARow.incrementAndGet() >= settings.failuresInARow()
        && breaker.getState() == CircuitBreaker.State.CLOSED) {
      breaker.transitionToOpenState();
    }
    if (breaker.getState() == CircuitBreaker.State.OPEN) {
      openings.incrementAndGet();
      failuresInARow.set(0);
      LOG.warn(
          "circuit of {} opened{} after {}", deployment, wasProbe ? " again" : "", fault.code());
    }
  }

  /** A stream that had succeeded has failed after its first content. */
  public void failedLate(UpstreamException failure) {
    if (failure.fault().speaksOfHealth() && breaker.tryAcquirePermission()) {
      failed(failure, 0);
    }
  }

  private long openNanos() {
    long nanos = settings.open().toNanos() * (openings.get() + 1);
    return Math.min(nanos, settings.openMax().toNanos());
  }

  private void rest(UpstreamFault fault, @Nullable Duration hint) {
    Duration span =
        switch (fault) {
          case RATE_LIMITED -> limited(hint);
          case OVERLOADED -> hint == null ? Duration.ZERO : clamped(hint);
          case EXHAUSTED -> settings.exhausted();
          case MODEL_MISSING -> settings.missing();
          // A wrong key does not heal by itself; it is tried again so that a repaired one is
          // noticed.
          case AUTH -> settings.missing();
          case SERVER,
              UNREACHABLE,
              TLS,
              TIMEOUT,
              INVALID_RESPONSE,
              EMPTY_RESPONSE,
              TOO_LARGE,
              CONNECTION_LOST,
              STALE_CONNECTION,
              STREAM_ERROR,
              STREAM_TRUNCATED,
              UNAVAILABLE ->
              Duration.ZERO;
        };
    if (!span.isZero()) {
      rest = new Standing(ticker.getAsLong() + span.toNanos(), fault);
      if (fault != UpstreamFault.RATE_LIMITED && fault != UpstreamFault.OVERLOADED) {
        LOG.error(
            "{} is out for {} s: {} (look at the provider's key, account and model name)",
            deployment,
            span.toSeconds(),
            fault.code());
      }
    }
  }

  private Duration limited(@Nullable Duration hint) {
    int repeats = limitsInARow.getAndIncrement();
    if (hint != null) {
      return clamped(hint);
    }
    Duration doubled = Duration.ofSeconds(1L << Math.min(repeats, 16));
    return doubled.compareTo(settings.limitedMax()) > 0 ? settings.limitedMax() : doubled;
  }

  private Duration clamped(Duration hint) {
    if (hint.compareTo(settings.hintMin()) < 0) {
      return settings.hintMin();
    }
    return hint.compareTo(settings.hintMax()) > 0 ? settings.hintMax() : hint;
  }

  /** The circuit's state in one word, for people. */
  public String state() {
    Standing standing = standing();
    if (!standing.isReady()) {
      return "resting: " + standing.why();
    }
    return breaker.getState() == CircuitBreaker.State.CLOSED ? "ready" : "probing";
  }
}

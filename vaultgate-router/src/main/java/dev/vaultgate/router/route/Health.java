package dev.vaultgate.router.route;

import dev.vaultgate.api.UpstreamException;
import dev.vaultgate.api.UpstreamFault;
import dev.vaultgate.client.Notes;
import dev.vaultgate.router.alert.AlertKind;
import dev.vaultgate.router.alert.Alerts;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowSynchronizationStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one deployment is: a circuit breaker that learns only from outcomes that speak of health, and
 * a rest that a provider asked for or that its answer implies. Safe for many threads.
 *
 * <p>A circuit that has been open long enough, and a rest after which nobody knows, are ended by a
 * single call that finds out; the others are refused meanwhile. So is a circuit that is open while
 * nobody else can answer, by an early one, which costs it nothing when it fails; what that finds
 * holds for all who come within {@link #EARLY_EVERY}.
 */
public final class Health {

  private static final Logger LOG = LoggerFactory.getLogger(Health.class);

  /** Who comes before his time finds out for all who come as soon after him. */
  static final Duration EARLY_EVERY = Duration.ofMillis(100);

  private final String deployment;
  private final HealthSettings settings;
  private final LongSupplier ticker;
  private final DoubleSupplier chance;
  private final Alerts alerts;
  private final CircuitBreaker breaker;
  private final AtomicInteger failuresInARow = new AtomicInteger();
  private final AtomicInteger limitsInARow = new AtomicInteger();
  private final AtomicInteger openings = new AtomicInteger();

  /** Taken by the one call that finds out. */
  private final AtomicBoolean probing = new AtomicBoolean();

  /** What the operator has been told of, until the deployment answers again. */
  private final AtomicReference<@Nullable UpstreamFault> told = new AtomicReference<>();

  /** When the open circuit may be probed; written before the circuit opens. */
  private volatile long openUntil;

  /** Whether the probe that runs has come before its time. */
  private volatile boolean early;

  /** When the next one may come before its time. */
  private volatile long earlyFrom;

  /** The rest that has been asked for, replaced as a whole; null for none. */
  private volatile @Nullable Rest rest;

  public Health(
      String deployment,
      HealthSettings settings,
      LongSupplier ticker,
      DoubleSupplier chance,
      Alerts alerts) {
    this.deployment = deployment;
    this.settings = settings;
    this.ticker = ticker;
    this.chance = chance;
    this.alerts = alerts;
    this.earlyFrom = ticker.getAsLong();
    this.breaker =
        CircuitBreaker.of(
            deployment,
            CircuitBreakerConfig.custom()
                .slidingWindow(
                    (int) settings.window().toSeconds(),
                    settings.callsMin(),
                    SlidingWindowType.TIME_BASED,
                    SlidingWindowSynchronizationStrategy.LOCK_FREE)
                .failureRateThreshold(settings.failureShare() * 100)
                .permittedNumberOfCallsInHalfOpenState(1)
                // We keep the time of an open circuit ourselves, on our own ticker.
                .waitDurationInOpenState(Duration.ofDays(1))
                .currentTimestampFunction(clock -> ticker.getAsLong(), TimeUnit.NANOSECONDS)
                .build());
  }

  /** Whether the deployment may be tried, as far as its health goes. */
  public Standing standing(long now) {
    Rest asked = rest;
    if (asked != null) {
      if (!asked.isOver(now)) {
        return new Standing(asked.state(), asked.until(), 0, 0);
      }
      if (asked.probed() && probing.get()) {
        return new Standing(Standing.State.PROBED, 0, 0, 0);
      }
    }
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> openUntil - now > 0 ? open(now) : probeOrReady();
      case HALF_OPEN -> probeOrReady();
      case CLOSED, DISABLED, METRICS_ONLY -> Standing.READY;
    };
  }

  private Standing probeOrReady() {
    return probing.get() ? new Standing(Standing.State.PROBED, 0, 0, 0) : Standing.READY;
  }

  private Standing open(long now) {
    return earlyFrom - now > 0
        ? new Standing(Standing.State.PROBED, 0, 0, 0)
        : new Standing(Standing.State.OPEN, openUntil, 0, 0);
  }

  /** How a call was let in. */
  enum Entry {
    REFUSED,
    USUAL,
    /** It finds out whether the deployment is well; everybody else is refused until then. */
    PROBE
  }

  /**
   * Asks to make a call. Where nobody knows whether the deployment is well, the first who asks
   * finds out, and the others are refused until then.
   *
   * @param early whether to ask it although its circuit is open
   */
  Entry enter(boolean early) {
    long now = ticker.getAsLong();
    Rest asked = rest;
    if (asked != null && !asked.isOver(now)) {
      return Entry.REFUSED;
    }
    CircuitBreaker.State state = breaker.getState();
    if (state == CircuitBreaker.State.CLOSED && (asked == null || !asked.probed())) {
      return breaker.tryAcquirePermission() ? Entry.USUAL : Entry.REFUSED;
    }
    boolean isEarly = state == CircuitBreaker.State.OPEN && openUntil - now > 0;
    if (isEarly && (!early || earlyFrom - now > 0) || !probing.compareAndSet(false, true)) {
      return Entry.REFUSED;
    }
    this.early = isEarly;
    if (breaker.getState() == CircuitBreaker.State.OPEN) {
      breaker.transitionToHalfOpenState();
    }
    if (!breaker.tryAcquirePermission()) {
      probing.set(false);
      return Entry.REFUSED;
    }
    return Entry.PROBE;
  }

  /**
   * Whether the circuit learns from a call: what was begun before it opened says nothing of how the
   * deployment is since.
   */
  private boolean counts(Entry entry) {
    return entry == Entry.PROBE || breaker.getState() == CircuitBreaker.State.CLOSED;
  }

  /** A call has succeeded. */
  void succeeded(Entry entry, long nanos) {
    limitsInARow.set(0);
    Rest asked = rest;
    if (asked != null && asked.isOver(ticker.getAsLong())) {
      rest = null;
    }
    told.set(null);
    if (!counts(entry)) {
      return;
    }
    failuresInARow.set(0);
    boolean wasOpen = breaker.getState() == CircuitBreaker.State.HALF_OPEN;
    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    if (wasOpen) {
      openings.set(0);
      LOG.info("circuit of {} closed", deployment);
    }
    endProbe(entry);
  }

  /** A call says nothing about health: it was cancelled, or the request was bad. */
  void ignored(Entry entry) {
    if (counts(entry)) {
      breaker.releasePermission();
    }
    endProbe(entry);
  }

  /**
   * A call has failed through the provider's fault.
   *
   * @return what is special about the rest that it brings, for the log
   */
  Notes failed(Entry entry, UpstreamException failure, long nanos) {
    long now = ticker.getAsLong();
    UpstreamFault fault = failure.fault();
    int limits = fault == UpstreamFault.RATE_LIMITED ? limitsInARow.getAndIncrement() : 0;
    Rest asked =
        Rest.of(
            fault, failure.retryAfter().orElse(null), limits, chance.getAsDouble(), settings, now);
    if (asked != null) {
      rest = asked;
    }
    if (counts(entry)) {
      if (fault.speaksOfHealth()) {
        countFailure(failure, nanos, now);
      } else {
        breaker.releasePermission();
      }
    }
    tell(failure);
    endProbe(entry);
    return asked == null
        ? Notes.NONE
        : asked.notes(failure.retryAfter().orElse(null), settings, now);
  }

  private void endProbe(Entry entry) {
    if (entry == Entry.PROBE) {
      probing.set(false);
    }
  }

  private void countFailure(UpstreamException failure, long nanos, long now) {
    boolean wasProbe = breaker.getState() == CircuitBreaker.State.HALF_OPEN;
    boolean wasEarly = wasProbe && early;
    if (!wasEarly) {
      openUntil = now + openNanos();
    } else {
      earlyFrom = now + EARLY_EVERY.toNanos();
      if (openUntil - now <= 0) {
        openUntil = now + settings.open().toNanos();
      }
    }
    breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
    if (failuresInARow.incrementAndGet() >= settings.failuresInARow()
        && breaker.getState() == CircuitBreaker.State.CLOSED) {
      breaker.transitionToOpenState();
    }
    if (breaker.getState() == CircuitBreaker.State.OPEN && !wasEarly) {
      openings.incrementAndGet();
      failuresInARow.set(0);
      LOG.warn(
          "circuit of {} opened{} after {}",
          deployment,
          wasProbe ? " again" : "",
          failure.fault().code());
    }
  }

  /** A stream that had succeeded has failed after its first content. */
  void failedLate(UpstreamException failure) {
    failed(Entry.USUAL, failure, 0);
  }

  private long openNanos() {
    long nanos = settings.open().toNanos() * (openings.get() + 1);
    return Math.min(nanos, settings.openMax().toNanos());
  }

  /** Whatever does not pass by itself is somebody's to repair; he is told once. */
  private void tell(UpstreamException failure) {
    UpstreamFault fault = failure.fault();
    AlertKind kind =
        switch (fault) {
          case AUTH -> AlertKind.PROVIDER_KEY_REFUSED;
          case EXHAUSTED -> AlertKind.PROVIDER_EXHAUSTED;
          case MODEL_MISSING -> AlertKind.PROVIDER_MODEL_MISSING;
          case TLS -> AlertKind.PROVIDER_TLS;
          default -> null;
        };
    if (kind != null && told.getAndSet(fault) != fault) {
      LOG.error("{}: {}: {}", deployment, words(kind), failure.report().message());
      alerts.raise(kind, deployment, words(kind));
    }
  }

  private String words(AlertKind kind) {
    return switch (kind) {
      case PROVIDER_KEY_REFUSED ->
          "The provider refuses the key. The deployment is off until the key is another, or until"
              + " somebody turns it on again: vaultgate route enable "
              + deployment;
      case PROVIDER_EXHAUSTED -> "The account at the provider is out of money or quota.";
      case PROVIDER_MODEL_MISSING -> "The provider does not know the model.";
      default -> "The connection to the provider cannot be secured: look at its certificate.";
    };
  }

  /** Somebody says that all is well again: nothing that is known stands against it any more. */
  public void enable() {
    rest = null;
    told.set(null);
    failuresInARow.set(0);
    limitsInARow.set(0);
    openings.set(0);
    breaker.reset();
  }
}

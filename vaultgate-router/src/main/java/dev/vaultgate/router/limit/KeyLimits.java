package dev.vaultgate.router.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.router.account.ApiKey;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The limits of all keys in this process. A key that has been silent for two minutes is forgotten,
 * unless it has calls running. Safe for many threads.
 */
public final class KeyLimits {

  private static final Duration FORGOTTEN = Duration.ofMinutes(2);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final LongSupplier ticker;
  private final Cache<String, Counter> counters;

  public KeyLimits(LongSupplier ticker) {
    this.ticker = ticker;
    this.counters =
        Caffeine.newBuilder().expireAfterAccess(FORGOTTEN).ticker(ticker::getAsLong).build();
  }

  /** A call that was admitted; ends once. */
  public interface Place {
    void leave();
  }

  /**
   * Admits a call.
   *
   * @throws RateLimitException when the key has used up its minute, or has as many calls running as
   *     it may
   */
  public Place enter(ApiKey key) {
    Counter counter = counter(key);
    counter.enter(key, ticker.getAsLong());
    return counter;
  }

  /** How a key stands now. */
  public RateState state(ApiKey key) {
    return key.requestsPerMinute() == 0
        ? RateState.UNLIMITED
        : counter(key).state(key.requestsPerMinute(), ticker.getAsLong());
  }

  private Counter counter(ApiKey key) {
    return counters.get(key.id(), id -> new Counter());
  }

  /** One key's counts, guarded by its own monitor, which is never held while anything waits. */
  private static final class Counter implements Place {
    private final SlidingWindow window = new SlidingWindow();
    private int running;

    synchronized void enter(ApiKey key, long now) {
      if (key.concurrencyMax() > 0 && running >= key.concurrencyMax()) {
        throw RateLimitException.of(
            "concurrency_limit_exceeded",
            "The key has " + running + " calls running, which is as many as it may.",
            SECOND);
      }
      int limit = key.requestsPerMinute();
      if (limit > 0 && !window.tryTake(limit, now)) {
        throw RateLimitException.of(
            "rate_limit_exceeded",
            "The key's limit of " + limit + " requests per minute is used up.",
            window.untilFree(limit, now));
      }
      running++;
    }

    synchronized RateState state(int limit, long now) {
      return window.state(limit, now);
    }

    @Override
    public synchronized void leave() {
      running--;
    }
  }
}

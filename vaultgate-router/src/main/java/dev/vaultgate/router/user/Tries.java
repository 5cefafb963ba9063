package dev.vaultgate.router.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vaultgate.api.RateLimitException;
import dev.vaultgate.router.time.SystemTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How often somebody has tried, in a window that slides: what is guessed at by hand or machine
 * comes so often and no oftener. Safe for many threads.
 */
public final class Tries {

  /** Each takes a few hundred bytes. */
  private static final int NAMES_MAX = 100_000;

  private final int max;
  private final Duration window;
  private final SystemTime time;
  private final Cache<String, Deque<Long>> tries;

  /** At most so many in any such window. */
  public Tries(int max, Duration window, SystemTime time) {
    this.max = max;
    this.window = window;
    this.time = time;
    this.tries =
        Caffeine.newBuilder()
            .maximumSize(NAMES_MAX)
            .expireAfterWrite(window)
            .ticker(time::nanoTime)
            .build();
  }

  /**
   * Counts a try.
   *
   * @throws RateLimitException when it is one too many, which does not count
   */
  public void count(String name) {
    long now = time.nanoTime();
    long[] wait = {0};
    tries
        .asMap()
        .compute(
            name,
            (same, known) -> {
              Deque<Long> times = known == null ? new ArrayDeque<>() : known;
              while (!times.isEmpty() && now - times.getFirst() >= window.toNanos()) {
                times.removeFirst();
              }
              if (times.size() < max) {
                times.addLast(now);
              } else {
                wait[0] = window.toNanos() - (now - times.getFirst());
              }
              return times;
            });
    if (wait[0] > 0) {
      throw RateLimitException.of(
          "rate_limit_exceeded",
          "Too many tries. Wait before the next.",
          Duration.ofNanos(wait[0]));
    }
  }

  /** Forgets the tries of somebody who has proved to be no guesser. */
  public void forget(String name) {
    tries.invalidate(name);
  }
}

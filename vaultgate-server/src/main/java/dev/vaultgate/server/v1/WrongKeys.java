package dev.vaultgate.server.v1;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vaultgate.api.RateLimitException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many wrong keys came from each address in the running minute. Beyond 300 its guesses are no
 * longer told apart from each other; a key that is right works all the same, since it is not asked
 * here. Safe for many threads.
 */
final class WrongKeys {

  private static final int MINUTE_MAX = 300;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Each is some hundred bytes. */
  private static final int ADDRESSES_MAX = 100_000;

  private final Cache<String, AtomicInteger> wrong =
      Caffeine.newBuilder().maximumSize(ADDRESSES_MAX).expireAfterWrite(MINUTE).build();

  WrongKeys() {}

  /**
   * Counts one.
   *
   * @throws RateLimitException when it is one too many
   */
  void count(String address) {
    if (wrong.get(address, a -> new AtomicInteger()).incrementAndGet() > MINUTE_MAX) {
      throw RateLimitException.of(
          "rate_limit_exceeded", "Too many wrong keys came from this address.", MINUTE);
    }
  }
}

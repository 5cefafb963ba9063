package dev.vaultgate.router.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vaultgate.api.RateLimitException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * Bounds how many wrong keys may come from one address in a minute; who has a right one does not
 * get here. In IPv6 a household has a block of addresses, which counts as one. Safe for many
 * threads.
 */
public final class WrongKeys {

  private static final int PER_MINUTE = 60;
  private static final int ADDRESSES_MAX = 50_000;
  private static final Duration REMEMBERED = Duration.ofMinutes(2);
  private static final int HOUSEHOLD_BYTES = 8;

  private final LongSupplier ticker;
  private final Cache<InetAddress, SlidingWindow> windows;

  /**
   * @param ticker elapsed nanoseconds, which never run backwards
   */
  public WrongKeys(LongSupplier ticker) {
    this.ticker = ticker;
    this.windows =
        Caffeine.newBuilder()
            .maximumSize(ADDRESSES_MAX)
            .expireAfterAccess(REMEMBERED)
            .ticker(ticker::getAsLong)
            .build();
  }

  /**
   * A wrong key came.
   *
   * @throws RateLimitException when it was one too many
   */
  public void came(InetAddress from) {
    SlidingWindow window = windows.get(household(from), address -> new SlidingWindow());
    Duration wait;
    synchronized (window) {
      long now = ticker.getAsLong();
      wait = window.untilFree(PER_MINUTE, 1, now);
      if (wait.isZero()) {
        window.take(1, now);
      }
    }
    if (!wait.isZero()) {
      throw RateLimitException.of(
          "rate_limit_exceeded", "Too many wrong API keys have come from your address.", wait);
    }
  }

  private static InetAddress household(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] block = address.getAddress();
    Arrays.fill(block, HOUSEHOLD_BYTES, block.length, (byte) 0);
    try {
      return InetAddress.getByAddress(block);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are an address", e);
    }
  }
}

package dev.vaultgate.client;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Credentials by a token that is fetched and kept. Shortly before it ends one call fetches the
 * next, while others go on with the old one; a call waits only where there is none. Safe for many
 * threads.
 */
public final class TokenCredentials implements Credentials {

  /** Vendors advise to renew minutes ahead; a call may run that long. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final Supplier<Token> source;
  private final InstantSource time;
  private final ReentrantLock fetching = new ReentrantLock();
  private volatile @Nullable Token current;

  /**
   * @param source fetches a token; throws an {@link UpstreamFailure} when it cannot
   */
  public TokenCredentials(Supplier<Token> source, InstantSource time) {
    this.source = source;
    this.time = time;
  }

  @Override
  public Map<String, String> headers(WireRequest request) {
    return Map.of("Authorization", "Bearer " + token().value());
  }

  private Token token() {
    Token token = current;
    Instant now = time.instant();
    if (token != null && now.isBefore(token.until().minus(AHEAD))) {
      return token;
    }
    boolean usable = token != null && now.isBefore(token.until());
    if (token != null && usable) {
      return fetching.tryLock() ? renewed(token) : token;
    }
    fetching.lock();
    try {
      Token fetched = current;
      return fetched != null && time.instant().isBefore(fetched.until()) ? fetched : fetch();
    } finally {
      fetching.unlock();
    }
  }

  /** The next token, or the old one for as long as it lasts. */
  private Token renewed(Token old) {
    try {
      return fetch();
    } catch (UpstreamFailure failure) {
      // It is tried again with the next call; until the old one ends nobody need know.
      return old;
    } finally {
      fetching.unlock();
    }
  }

  private Token fetch() {
    Token fetched = source.get();
    current = fetched;
    return fetched;
  }

  @Override
  public String toString() {
    return "TokenCredentials";
  }
}

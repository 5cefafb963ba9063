package dev.vaultgate.router.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.router.time.SystemTime;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes, finds and revokes keys. A key that has been found is remembered for a minute, by the full
 * hash of its secret; revoking it here forgets it at once. Safe for many threads.
 */
public final class Keys {

  private static final Duration REMEMBERED = Duration.ofSeconds(60);
  private static final int REMEMBERED_MAX = 10_000;

  private final KeyStore store;
  private final SystemTime time;
  private final Cache<String, ApiKey> found;

  public Keys(KeyStore store, SystemTime time) {
    this.store = store;
    this.time = time;
    this.found =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(REMEMBERED)
            .ticker(time::nanoTime)
            .build();
  }

  /** A key just made, with the secret that nobody will see again. */
  public record Created(ApiKey key, KeySecret secret) {}

  /** Makes a key. */
  public Created create(KeySpec spec) {
    KeySecret secret = KeySecret.create(time);
    byte[] id = new byte[8];
    time.fillSecret(id);
    ApiKey key =
        new ApiKey(
            "key_" + HexFormat.of().formatHex(id),
            store.account(spec.account(), spec.unlimitedAccount(), time.now()),
            spec.name(),
            secret.firstFour(),
            secret.lastFour(),
            spec.models(),
            spec.requestsPerMinute(),
            spec.concurrencyMax(),
            spec.creditCap(),
            time.now(),
            spec.expiresAt(),
            null);
    store.add(key, secret.hash());
    return new Created(key, secret);
  }

  /**
   * The key of this secret.
   *
   * @throws AuthenticationException with one text for unknown, revoked and expired keys alike
   */
  public ApiKey authenticate(String secret) {
    ApiKey key = KeySecret.isWellFormed(secret) ? lookUp(KeySecret.hash(secret)) : null;
    if (key == null || !key.isValidAt(time.now())) {
      throw new AuthenticationException("invalid_api_key", "The API key is not valid.");
    }
    return key;
  }

  private @Nullable ApiKey lookUp(String hash) {
    ApiKey known = found.getIfPresent(hash);
    if (known != null) {
      return known;
    }
    ApiKey stored = store.findByHash(hash).orElse(null);
    if (stored != null) {
      found.put(hash, stored);
    }
    return stored;
  }

  public List<ApiKey> list() {
    return store.keys();
  }

  public Optional<ApiKey> find(String id) {
    return store.find(id);
  }

  /** Revokes a key at once; false when there is none of this id, or it was revoked before. */
  public boolean revoke(String id) {
    boolean revoked = store.revoke(id, time.now());
    found.asMap().values().removeIf(key -> key.id().equals(id));
    return revoked;
  }
}

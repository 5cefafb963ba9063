package dev.vaultgate.router.account;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vaultgate.api.AuthenticationException;
import dev.vaultgate.router.time.SystemTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes, finds, changes and revokes keys. A key that was found is remembered for a minute, by the
 * full hash of its secret; a change made here is known at once. Safe for many threads.
 */
public final class Keys {

  private static final Duration REMEMBERED = Duration.ofSeconds(60);
  private static final int REMEMBERED_MAX = 10_000;
  private static final int ID_BYTES = 8;

  private final KeyStore store;
  private final SystemTime time;
  private final Cache<String, StoredSecret> remembered;

  /** How often keys were changed here, by which a look-up learns that it was overtaken. */
  private final AtomicLong changes = new AtomicLong();

  private final List<Consumer<ApiKey>> listeners = new CopyOnWriteArrayList<>();

  public Keys(KeyStore store, SystemTime time) {
    this.store = store;
    this.time = time;
    this.remembered =
        Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(REMEMBERED)
            .ticker(time::nanoTime)
            .build();
  }

  /** Runs with each key that was changed here, as it is now. */
  public void onChange(Consumer<ApiKey> listener) {
    listeners.add(listener);
  }

  /** A key with its new secret, which nobody will see again. */
  public record Created(ApiKey key, KeySecret secret) {}

  /** Makes a key, and its account if that is new. */
  public Created create(KeySpec spec) {
    return create(spec, null);
  }

  /**
   * Makes a key, and its account if that is new.
   *
   * @param madeBy the user who makes it, or null for the operator
   */
  public Created create(KeySpec spec, @Nullable String madeBy) {
    KeySecret secret = KeySecret.create(time);
    byte[] id = new byte[ID_BYTES];
    time.fillSecret(id);
    Instant now = time.now().truncatedTo(ChronoUnit.MILLIS); // As stores keep it.
    ApiKey key =
        new ApiKey(
            "key_" + HexFormat.of().formatHex(id),
            store.account(spec.account(), spec.unlimitedAccount(), now),
            spec.project(),
            madeBy,
            spec.name(),
            secret.firstFour(),
            secret.lastFour(),
            spec.terms(),
            now,
            null,
            null,
            null);
    store.add(key, secret.hash());
    return new Created(key, secret);
  }

  /**
   * The key of this secret. Junk is told from keys without any storage.
   *
   * @throws AuthenticationException with one text for unknown, paused, revoked and expired keys
   */
  public ApiKey authenticate(String secret) {
    StoredSecret stored = KeySecret.isWellFormed(secret) ? lookUp(KeySecret.hash(secret)) : null;
    if (stored == null || !stored.isGoodAt(time.now())) {
      throw new AuthenticationException("invalid_api_key", "The API key is not valid.");
    }
    return stored.key();
  }

  private @Nullable StoredSecret lookUp(String hash) {
    StoredSecret known = remembered.getIfPresent(hash);
    if (known != null) {
      return known;
    }
    long before = changes.get();
    StoredSecret stored = store.findByHash(hash).orElse(null);
    if (stored == null || !isSame(hash, stored.hash())) {
      return null;
    }
    remembered.put(hash, stored);
    if (changes.get() != before) {
      // A change came between reading and remembering: what was read may be what it was before.
      remembered.invalidate(hash);
    }
    // At most once in the minute that it is remembered.
    store.used(stored.key().id(), time.now());
    return stored;
  }

  private static boolean isSame(String hash, String other) {
    return MessageDigest.isEqual(hash.getBytes(US_ASCII), other.getBytes(US_ASCII));
  }

  /** All keys, oldest first, those that no longer work among them. */
  public List<ApiKey> list() {
    return list(null);
  }

  /**
   * Keys, oldest first, those that no longer work among them.
   *
   * @param viewer who may see them, or null for everybody's
   */
  public List<ApiKey> list(@Nullable Viewer viewer) {
    return store.keys(viewer);
  }

  /** Whether there is none, not even one that no longer works. */
  public boolean isEmpty() {
    return !store.hasKeys();
  }

  /** Keys whose stored data was changed by somebody else than this program. */
  public List<ApiKey> changedElsewhere() {
    return store.changedElsewhere().stream().flatMap(id -> find(id).stream()).toList();
  }

  public Optional<ApiKey> find(String id) {
    return store.find(id);
  }

  /**
   * The key of an id.
   *
   * @param viewer who may see it, or null for everybody's
   */
  public Optional<ApiKey> find(String id, @Nullable Viewer viewer) {
    return store.find(id, viewer);
  }

  /** Gives a key another name and other terms; empty when there is none of this id. */
  public Optional<ApiKey> update(String id, String name, KeyTerms terms) {
    return store.find(id).flatMap(key -> update(key, name, key.project(), terms));
  }

  /**
   * Gives a key another name, project and terms; empty when it is no longer there.
   *
   * @param project its new or old project, or null for none
   * @throws IllegalArgumentException when another account pays for the project
   */
  public Optional<ApiKey> update(
      ApiKey key, String name, @Nullable Project project, KeyTerms terms) {
    Names.check("name", name);
    if (project != null && project.account().id() != key.account().id()) {
      throw new IllegalArgumentException(
          "project: '%s' of the account '%s' (expected: one of '%s', which pays for the key)"
              .formatted(project.id(), project.account().name(), key.account().name()));
    }
    String projectId = project == null ? null : project.id();
    return changed(key.id(), store.update(key.id(), name, projectId, terms));
  }

  /**
   * Gives a key a new secret.
   *
   * @param overlap how long the old one works beside it; zero ends it at once
   * @return empty when there is none of this id, or it is revoked
   */
  public Optional<Created> rotate(String id, Duration overlap) {
    if (overlap.isNegative()) {
      throw new IllegalArgumentException("overlap: " + overlap + " (expected: zero or more)");
    }
    KeySecret secret = KeySecret.create(time);
    boolean rotated = store.rotate(id, secret, time.now(), time.now().plus(overlap));
    return changed(id, rotated).map(key -> new Created(key, secret));
  }

  /** Lets a key work no longer, until it is resumed; empty when there is none of this id. */
  public Optional<ApiKey> pause(String id) {
    return changed(id, store.pause(id, time.now()));
  }

  /** Lets a paused key work again; empty when there is none of this id. */
  public Optional<ApiKey> resume(String id) {
    return changed(id, store.pause(id, null));
  }

  /** Revokes a key at once; false when there is none of this id, or it was revoked before. */
  public boolean revoke(String id) {
    return changed(id, store.revoke(id, time.now())).isPresent();
  }

  /** A project has changed, and with it what its keys may do. */
  void forgetProject(String id) {
    Predicate<ApiKey> affected = key -> key.project() != null && key.project().id().equals(id);
    forget(affected);
    store.keys(null).stream().filter(affected).forEach(this::tell);
  }

  /** Forgets what is remembered of keys, because something that they hang on has changed. */
  public void forget(Predicate<ApiKey> changed) {
    changes.incrementAndGet();
    remembered.asMap().values().removeIf(stored -> changed.test(stored.key()));
  }

  private Optional<ApiKey> changed(String id, boolean changed) {
    forget(key -> key.id().equals(id));
    Optional<ApiKey> key = changed ? store.find(id) : Optional.empty();
    key.ifPresent(this::tell);
    return key;
  }

  private void tell(ApiKey changed) {
    listeners.forEach(listener -> listener.accept(changed));
  }
}

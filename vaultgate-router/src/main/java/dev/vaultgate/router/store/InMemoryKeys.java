package dev.vaultgate.router.store;

import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySecret;
import dev.vaultgate.router.account.KeyStore;
import dev.vaultgate.router.account.KeyTerms;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.StoredSecret;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Accounts and keys in maps, guarded by this object's monitor. */
final class InMemoryKeys implements KeyStore {

  private final InMemoryProjects projects;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, ApiKey> keys = new LinkedHashMap<>();
  private final Map<String, Secret> secrets = new HashMap<>();

  private final Set<Long> blocked = new HashSet<>();

  InMemoryKeys(InMemoryProjects projects) {
    this.projects = projects;
  }

  private record Secret(String keyId, @Nullable Instant expiresAt) {}

  @Override
  public synchronized Account account(String name, boolean unlimited, Instant now) {
    return accounts.computeIfAbsent(
        name, n -> new Account(accounts.size() + 1L, n, unlimited, now));
  }

  synchronized boolean hasAccount(long id) {
    return id > 0 && id <= accounts.size();
  }

  synchronized Optional<String> accountName(long id) {
    return accounts.values().stream()
        .filter(account -> account.id() == id)
        .map(Account::name)
        .findFirst();
  }

  @Override
  public synchronized Optional<Account> findAccount(String name) {
    return Optional.ofNullable(accounts.get(name));
  }

  @Override
  public synchronized List<Account> accounts() {
    return List.copyOf(accounts.values());
  }

  @Override
  public synchronized void add(ApiKey key, String hash) {
    keys.put(key.id(), key);
    secrets.put(hash, new Secret(key.id(), null));
  }

  @Override
  public synchronized Optional<StoredSecret> findByHash(String hash) {
    Secret secret = secrets.get(hash);
    return secret == null
        ? Optional.empty()
        : find(secret.keyId())
            .map(
                key ->
                    new StoredSecret(
                        hash, key, secret.expiresAt(), blocked.contains(key.account().id())));
  }

  /** Lets the keys of an account work no longer, or again. */
  synchronized void block(long accountId, boolean block) {
    if (block) {
      blocked.add(accountId);
    } else {
      blocked.remove(accountId);
    }
  }

  @Override
  public synchronized Optional<ApiKey> find(String id) {
    return Optional.ofNullable(keys.get(id)).map(this::asItIs);
  }

  @Override
  public synchronized List<ApiKey> keys() {
    return keys.values().stream().map(this::asItIs).toList();
  }

  /** A key with its project as that is now. */
  private ApiKey asItIs(ApiKey key) {
    Project project = key.project();
    return project == null
        ? key
        : new ApiKey(
            key.id(),
            key.account(),
            projects.find(project.id()).orElseThrow(),
            key.name(),
            key.firstFour(),
            key.lastFour(),
            key.terms(),
            key.createdAt(),
            key.lastUsedAt(),
            key.pausedAt(),
            key.revokedAt());
  }

  @Override
  public boolean update(String id, String name, @Nullable String project, KeyTerms terms) {
    return change(
        id,
        key ->
            new ApiKey(
                key.id(),
                key.account(),
                project == null ? null : projects.find(project).orElseThrow(),
                name,
                key.firstFour(),
                key.lastFour(),
                terms,
                key.createdAt(),
                key.lastUsedAt(),
                key.pausedAt(),
                key.revokedAt()));
  }

  @Override
  public synchronized boolean rotate(
      String id, KeySecret secret, Instant now, Instant oldSecretsExpireAt) {
    ApiKey known = keys.get(id);
    if (known == null || known.revokedAt() != null) {
      return false;
    }
    secrets.replaceAll(
        (hash, old) -> old.keyId().equals(id) ? expiringBy(old, oldSecretsExpireAt) : old);
    secrets.put(secret.hash(), new Secret(id, null));
    return change(
        id,
        key ->
            new ApiKey(
                key.id(),
                key.account(),
                key.project(),
                key.name(),
                secret.firstFour(),
                secret.lastFour(),
                key.terms(),
                key.createdAt(),
                key.lastUsedAt(),
                key.pausedAt(),
                key.revokedAt()));
  }

  private static Secret expiringBy(Secret secret, Instant at) {
    Instant already = secret.expiresAt();
    return already != null && already.isBefore(at) ? secret : new Secret(secret.keyId(), at);
  }

  @Override
  public boolean pause(String id, @Nullable Instant at) {
    return change(id, key -> with(key, key.lastUsedAt(), at, key.revokedAt()));
  }

  @Override
  public synchronized boolean revoke(String id, Instant at) {
    ApiKey known = keys.get(id);
    return known != null
        && known.revokedAt() == null
        && change(id, key -> with(key, key.lastUsedAt(), key.pausedAt(), at));
  }

  @Override
  public void used(String id, Instant at) {
    change(id, key -> with(key, at, key.pausedAt(), key.revokedAt()));
  }

  private synchronized boolean change(String id, UnaryOperator<ApiKey> change) {
    return keys.computeIfPresent(id, (i, key) -> change.apply(key)) != null;
  }

  private static ApiKey with(
      ApiKey key,
      @Nullable Instant lastUsedAt,
      @Nullable Instant pausedAt,
      @Nullable Instant revokedAt) {
    return new ApiKey(
        key.id(),
        key.account(),
        key.project(),
        key.name(),
        key.firstFour(),
        key.lastFour(),
        key.terms(),
        key.createdAt(),
        lastUsedAt,
        pausedAt,
        revokedAt);
  }
}

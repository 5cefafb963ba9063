package dev.vaultgate.router.store;

import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeySecret;
import dev.vaultgate.router.account.KeyStore;
import dev.vaultgate.router.account.KeyTerms;
import dev.vaultgate.router.account.Project;
import dev.vaultgate.router.account.StoredSecret;
import dev.vaultgate.router.account.Viewer;
import dev.vaultgate.router.user.ProjectRole;
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
  private final InMemoryMembers members;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, ApiKey> keys = new LinkedHashMap<>();
  private final Map<String, Secret> secrets = new HashMap<>();

  /** Ids of accounts and of users. */
  private final Set<Object> blocked = new HashSet<>();

  InMemoryKeys(InMemoryProjects projects, InMemoryMembers members) {
    this.projects = projects;
    this.members = members;
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
            .map(key -> new StoredSecret(hash, key, secret.expiresAt(), isBlocked(key)));
  }

  private boolean isBlocked(ApiKey key) {
    return blocked.contains(key.account().id())
        || key.madeBy() != null && blocked.contains(key.madeBy());
  }

  /** Lets the keys of a user's account, and those that he has made, work no longer. */
  synchronized void block(long accountId, String userId) {
    blocked.add(accountId);
    blocked.add(userId);
  }

  /** Lets them work again. */
  synchronized void unblock(long accountId, String userId) {
    blocked.remove(accountId);
    blocked.remove(userId);
  }

  @Override
  public synchronized Optional<ApiKey> find(String id, @Nullable Viewer viewer) {
    return Optional.ofNullable(keys.get(id)).filter(key -> sees(viewer, key)).map(this::asItIs);
  }

  @Override
  public synchronized List<ApiKey> keys(@Nullable Viewer viewer) {
    return keys.values().stream().filter(key -> sees(viewer, key)).map(this::asItIs).toList();
  }

  @Override
  public synchronized boolean hasKeys() {
    return !keys.isEmpty();
  }

  private boolean sees(@Nullable Viewer viewer, ApiKey key) {
    if (viewer == null || key.account().id() == viewer.accountId()) {
      return true;
    }
    Project project = key.project();
    return project != null
        && members
            .role(project.id(), viewer.userId())
            .filter(r -> r == ProjectRole.MANAGER || viewer.userId().equals(key.madeBy()))
            .isPresent();
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
            key.madeBy(),
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
                key.madeBy(),
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
                key.madeBy(),
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
        key.madeBy(),
        key.name(),
        key.firstFour(),
        key.lastFour(),
        key.terms(),
        key.createdAt(),
        lastUsedAt,
        pausedAt,
        revokedAt);
  }

  /** Nobody else has this memory. */
  @Override
  public List<String> changedElsewhere() {
    return List.of();
  }
}

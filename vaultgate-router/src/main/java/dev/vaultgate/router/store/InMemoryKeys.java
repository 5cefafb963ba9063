package dev.vaultgate.router.store;

import dev.vaultgate.router.account.Account;
import dev.vaultgate.router.account.ApiKey;
import dev.vaultgate.router.account.KeyStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts and keys in maps, guarded by this object's monitor. */
final class InMemoryKeys implements KeyStore {

  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, ApiKey> keys = new LinkedHashMap<>();
  private final Map<String, String> idByHash = new LinkedHashMap<>();

  @Override
  public synchronized Account account(String name, boolean unlimited, Instant now) {
    return accounts.computeIfAbsent(
        name, n -> new Account(accounts.size() + 1L, n, unlimited, now));
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
    idByHash.put(hash, key.id());
  }

  @Override
  public synchronized Optional<ApiKey> findByHash(String hash) {
    String id = idByHash.get(hash);
    return id == null ? Optional.empty() : find(id);
  }

  @Override
  public synchronized Optional<ApiKey> find(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  @Override
  public synchronized List<ApiKey> keys() {
    return List.copyOf(keys.values());
  }

  @Override
  public synchronized boolean revoke(String id, Instant at) {
    ApiKey key = keys.get(id);
    if (key == null || key.revokedAt() != null) {
      return false;
    }
    keys.put(id, key.revoked(at));
    return true;
  }
}

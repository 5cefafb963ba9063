package dev.vaultgate.router.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where accounts and keys are kept. Safe for many threads. */
public interface KeyStore {

  /**
   * The account of this name, made now if it is new.
   *
   * @param unlimited what a new one shall be; an existing one stays as it is
   */
  Account account(String name, boolean unlimited, Instant now);

  Optional<Account> findAccount(String name);

  List<Account> accounts();

  /** Adds a key whose secret has this hash. */
  void add(ApiKey key, String hash);

  /** The key whose secret has this hash, also one that is revoked or expired. */
  Optional<ApiKey> findByHash(String hash);

  Optional<ApiKey> find(String id);

  /** All keys, oldest first. */
  List<ApiKey> keys();

  /** Revokes a key; false when there is none of this id, or it was revoked before. */
  boolean revoke(String id, Instant at);
}

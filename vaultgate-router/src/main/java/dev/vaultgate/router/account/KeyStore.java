package dev.vaultgate.router.account;

import dev.vaultgate.api.ServerException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where accounts and keys are kept. Safe for many threads. A change is durable when its method
 * returns; what storage cannot do fails with {@link ServerException} ({@code storage_unavailable}).
 */
public interface KeyStore {

  /**
   * The account of this name, made now if it is new.
   *
   * @param unlimited what a new one shall be; an existing one stays as it is
   */
  Account account(String name, boolean unlimited, Instant now);

  Optional<Account> findAccount(String name);

  /** All accounts, oldest first. */
  List<Account> accounts();

  /** Adds a key whose secret has this hash. */
  void add(ApiKey key, String hash);

  /** The secret of this hash, also one whose key is revoked, paused or expired. */
  Optional<StoredSecret> findByHash(String hash);

  default Optional<ApiKey> find(String id) {
    return find(id, null);
  }

  /**
   * The key of an id.
   *
   * @param viewer who may see it, or null for everybody's
   */
  Optional<ApiKey> find(String id, @Nullable Viewer viewer);

  /**
   * Keys, oldest first.
   *
   * @param viewer who may see them, or null for everybody's
   */
  List<ApiKey> keys(@Nullable Viewer viewer);

  /** Whether there is any key, even if it no longer works. */
  boolean hasKeys();

  /**
   * Gives a key another name, project and terms; false when there is none of this id. What it has
   * spent counts under a new budget. A key whose account needs no credit is counted only while it
   * or its project has a budget.
   *
   * @param project its new or old project, or null for none
   */
  boolean update(String id, String name, @Nullable String project, KeyTerms terms);

  /**
   * Gives a key a new secret; false when there is none of this id, or it is revoked.
   *
   * @param oldSecretsExpireAt when the secrets before it stop working, unless they do so sooner
   */
  boolean rotate(String id, KeySecret secret, Instant now, Instant oldSecretsExpireAt);

  /**
   * Pauses a key, or resumes it; false when there is none of this id.
   *
   * @param at when it was paused, or null to resume it
   */
  boolean pause(String id, @Nullable Instant at);

  /** Revokes a key; false when there is none of this id, or it was revoked before. */
  boolean revoke(String id, Instant at);

  /** Notes that a key was used. Soon and perhaps: it neither waits nor fails. */
  void used(String id, Instant at);

  /** The ids of keys whose stored data was changed by somebody else than this program. */
  List<String> changedElsewhere();
}

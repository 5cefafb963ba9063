package dev.vaultgate.router.audit;

import org.jspecify.annotations.Nullable;

/**
 * Where entries are kept, for ever: there is no way to change or remove one. Safe for many threads.
 */
public interface AuditLog {

  /** The most entries of one page. */
  int PAGE_MAX = 1_000;

  /**
   * Adds an entry, durably when this returns.
   *
   * @throws dev.vaultgate.api.ServerException {@code storage_unavailable} when that cannot be
   */
  void add(AuditEntry entry);

  /**
   * Entries in the order in which they came, newest first.
   *
   * @param max how many at most, 1 to {@value #PAGE_MAX}
   * @param from where the page begins: {@link AuditPage#next()} of the one before, or null for the
   *     newest. Entries that come meanwhile do not move the pages after it
   */
  AuditPage page(AuditQuery query, int max, @Nullable Long from);
}

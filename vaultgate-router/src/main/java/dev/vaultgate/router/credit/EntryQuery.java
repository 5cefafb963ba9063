package dev.vaultgate.router.credit;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the ledger are wanted.
 *
 * @param accountId whose, or null for all accounts
 * @param kinds of which kinds; of all if empty
 */
public record EntryQuery(@Nullable Long accountId, Set<EntryKind> kinds) {

  public EntryQuery {
    kinds = kinds.isEmpty() ? Set.of(EntryKind.values()) : Set.copyOf(kinds);
  }

  public static EntryQuery of(long accountId) {
    return new EntryQuery(accountId, Set.of());
  }

  /** Whether an entry is wanted. */
  public boolean wants(LedgerEntry entry) {
    return kinds.contains(entry.kind()) && (accountId == null || accountId == entry.accountId());
  }
}

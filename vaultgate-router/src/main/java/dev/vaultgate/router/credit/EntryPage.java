package dev.vaultgate.router.credit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some entries of the ledger, newest first.
 *
 * @param entries at most as many as were asked for
 * @param next where the next page begins, or null when this is the last
 */
public record EntryPage(List<LedgerEntry> entries, @Nullable Long next) {

  public EntryPage {
    entries = List.copyOf(entries);
  }
}

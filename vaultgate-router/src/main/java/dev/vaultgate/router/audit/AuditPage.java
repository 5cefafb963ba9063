package dev.vaultgate.router.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some entries, newest first.
 *
 * @param entries at most as many as were asked for
 * @param next where the next page begins, or null when this is the last
 */
public record AuditPage(List<AuditEntry> entries, @Nullable Long next) {

  public AuditPage {
    entries = List.copyOf(entries);
  }
}

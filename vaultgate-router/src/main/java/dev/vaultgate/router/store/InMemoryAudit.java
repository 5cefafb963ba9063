package dev.vaultgate.router.store;

import dev.vaultgate.router.audit.AuditEntry;
import dev.vaultgate.router.audit.AuditLog;
import dev.vaultgate.router.audit.AuditPage;
import dev.vaultgate.router.audit.AuditQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Entries that are gone when the process is, guarded by this object's monitor. */
final class InMemoryAudit implements AuditLog {

  private final List<AuditEntry> entries = new ArrayList<>();

  @Override
  public synchronized void add(AuditEntry entry) {
    entries.add(entry);
  }

  @Override
  public synchronized AuditPage page(AuditQuery query, int max, @Nullable Long from) {
    Pages.check(max);
    List<AuditEntry> page = new ArrayList<>();
    for (int i = (int) Math.min(Pages.start(from), entries.size() - 1L); i >= 0; i--) {
      if (query.matches(entries.get(i))) {
        if (page.size() == max) {
          return new AuditPage(page, (long) i);
        }
        page.add(entries.get(i));
      }
    }
    return new AuditPage(page, null);
  }
}

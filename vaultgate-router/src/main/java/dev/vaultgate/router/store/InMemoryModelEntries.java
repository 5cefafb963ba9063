package dev.vaultgate.router.store;

import dev.vaultgate.router.catalog.ModelEntry;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** Entries that are gone when the process is. */
final class InMemoryModelEntries implements ModelEntries {

  private final ConcurrentSkipListMap<String, ModelEntry> entries = new ConcurrentSkipListMap<>();

  @Override
  public List<ModelEntry> all() {
    return List.copyOf(entries.values());
  }

  @Override
  public void put(ModelEntry entry) {
    entries.put(entry.name(), entry);
  }

  @Override
  public boolean remove(String name) {
    return entries.remove(name) != null;
  }
}

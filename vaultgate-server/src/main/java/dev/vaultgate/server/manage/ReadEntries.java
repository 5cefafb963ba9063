package dev.vaultgate.server.manage;

import dev.vaultgate.router.catalog.ModelEntry;
import dev.vaultgate.router.store.ModelEntries;
import dev.vaultgate.server.config.EntriesReader;
import java.util.List;

/**
 * Entries of a store that no server uses: one that no server could read does not get in. Whether
 * the providers that it names are enabled is seen when a server starts.
 */
record ReadEntries(ModelEntries kept) implements ModelEntries {

  @Override
  public List<ModelEntry> all() {
    return kept.all();
  }

  @Override
  public void put(ModelEntry entry) {
    EntriesReader.read(List.of(entry));
    kept.put(entry);
  }

  @Override
  public boolean remove(String name) {
    return kept.remove(name);
  }
}

package dev.vaultgate.router.store;

import dev.vaultgate.router.catalog.ModelEntry;
import java.util.List;

/** The models and aliases that administrators have added. Safe for many threads. */
public interface ModelEntries {

  /** All of them, by name. */
  List<ModelEntry> all();

  /** Keeps an entry, in the place of the one of its name if there is one. */
  void put(ModelEntry entry);

  /** Removes the entry of a name; whether there was one. */
  boolean remove(String name);
}

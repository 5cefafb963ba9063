package dev.vaultgate.server;

import dev.vaultgate.router.Router;
import dev.vaultgate.router.alert.Alerts;
import dev.vaultgate.router.catalog.ModelEntry;
import dev.vaultgate.router.store.ModelEntries;
import dev.vaultgate.router.time.SystemTime;
import dev.vaultgate.server.config.ServerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running server goes by: its configuration file and what administrators have added. Both
 * can change without a restart. A change takes effect whole or not at all: where something is
 * wrong, what was stays. Safe for many threads.
 */
public final class LiveConfiguration implements ModelEntries {

  private static final Logger LOG = LoggerFactory.getLogger(LiveConfiguration.class);

  private final Router router;
  private final ModelEntries entries;
  private final Supplier<ServerConfig> file;
  private final SystemTime time;
  private final Alerts alerts;
  private ServerConfig current;

  /**
   * @param file reads the configuration anew
   * @param current what it was when the server was made
   */
  LiveConfiguration(
      Router router,
      ModelEntries entries,
      Supplier<ServerConfig> file,
      ServerConfig current,
      SystemTime time,
      Alerts alerts) {
    this.router = router;
    this.entries = entries;
    this.file = file;
    this.current = current;
    this.time = time;
    this.alerts = alerts;
  }

  /** Takes in what administrators have added in earlier runs. */
  synchronized void begin() {
    List<ModelEntry> kept = entries.all();
    if (!kept.isEmpty()) {
      router.change(RouterSetup.builder(current, kept, time, alerts));
    }
  }

  /**
   * Reads the configuration anew, and goes by its providers, models and routes from now on. What
   * concerns listening, the store and the limits of the server waits for a restart.
   *
   * @throws RuntimeException that says what is wrong; nothing has changed then
   */
  public synchronized void reload() {
    try {
      ServerConfig read = file.get();
      router.change(RouterSetup.builder(read, entries.all(), time, alerts));
      current = read;
    } catch (RuntimeException e) {
      LOG.error("reload_rejected, nothing has changed: {}", e.getMessage());
      throw e;
    }
    LOG.info(
        "configuration read anew: {} providers, {} models",
        router.catalog().providers().size(),
        router.models().size());
  }

  @Override
  public List<ModelEntry> all() {
    return entries.all();
  }

  /**
   * Adds a model or an alias, in the place of the one of its name.
   *
   * @throws RuntimeException that says what is wrong; nothing has changed then
   */
  @Override
  public synchronized void put(ModelEntry entry) {
    List<ModelEntry> changed = without(entry.name());
    changed.add(entry);
    router.change(RouterSetup.builder(current, changed, time, alerts));
    entries.put(entry);
  }

  @Override
  public synchronized boolean remove(String name) {
    List<ModelEntry> changed = without(name);
    if (changed.size() == entries.all().size()) {
      return false;
    }
    router.change(RouterSetup.builder(current, changed, time, alerts));
    return entries.remove(name);
  }

  private List<ModelEntry> without(String name) {
    List<ModelEntry> others = new ArrayList<>(entries.all());
    others.removeIf(entry -> entry.name().equals(name));
    return others;
  }
}

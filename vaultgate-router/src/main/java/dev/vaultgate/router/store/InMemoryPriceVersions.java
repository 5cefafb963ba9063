package dev.vaultgate.router.store;

import dev.vaultgate.router.catalog.DatedPrice;
import dev.vaultgate.router.catalog.PriceVersion;
import dev.vaultgate.router.time.SystemTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Versions that are gone when the process is. */
final class InMemoryPriceVersions implements PriceVersions {

  private final SystemTime time;
  private final Map<String, PriceVersion> versions = new ConcurrentHashMap<>();

  InMemoryPriceVersions(SystemTime time) {
    this.time = time;
  }

  @Override
  public void keep(DatedPrice price) {
    if (!versions.containsKey(price.version())) {
      versions.putIfAbsent(price.version(), PriceVersion.of(price, time.now()));
    }
  }

  @Override
  public Optional<PriceVersion> find(String version) {
    return Optional.ofNullable(versions.get(version));
  }

  @Override
  public List<PriceVersion> all() {
    return versions.values().stream()
        .sorted(Comparator.comparing(PriceVersion::keptAt).thenComparing(PriceVersion::version))
        .toList();
  }
}

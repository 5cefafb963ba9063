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
  private final Map<String, Map<String, PriceVersion>> ofModels = new ConcurrentHashMap<>();

  InMemoryPriceVersions(SystemTime time) {
    this.time = time;
  }

  @Override
  public void keep(DatedPrice price, String model) {
    keep(versions, price);
    keep(ofModels.computeIfAbsent(model, name -> new ConcurrentHashMap<>()), price);
  }

  private void keep(Map<String, PriceVersion> kept, DatedPrice price) {
    if (!kept.containsKey(price.version())) {
      kept.putIfAbsent(price.version(), PriceVersion.of(price, time.now()));
    }
  }

  @Override
  public Optional<PriceVersion> find(String version) {
    return Optional.ofNullable(versions.get(version));
  }

  @Override
  public List<PriceVersion> all() {
    return sorted(versions);
  }

  @Override
  public List<PriceVersion> of(String model) {
    return sorted(ofModels.getOrDefault(model, Map.of()));
  }

  private static List<PriceVersion> sorted(Map<String, PriceVersion> kept) {
    return kept.values().stream()
        .sorted(Comparator.comparing(PriceVersion::keptAt).thenComparing(PriceVersion::version))
        .toList();
  }
}

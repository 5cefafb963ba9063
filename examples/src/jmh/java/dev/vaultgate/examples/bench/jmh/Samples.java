package dev.vaultgate.examples.bench.jmh;

import dev.vaultgate.client.Target;
import java.util.Map;
import java.util.Set;

/** What the benchmarks share. */
final class Samples {

  private Samples() {}

  /** A model at a provider without quirks. */
  static Target target() {
    return new Target(
        "bench",
        "bench-model",
        "http://127.0.0.1:9100/v1",
        Map.of(),
        Map.of("Authorization", "Bearer local"),
        Set.of(),
        Target.Traits.UNKNOWN);
  }
}

package dev.vaultgate.examples.bench.profile;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Weights by name, and the heaviest of them as shares of the whole. */
final class Ranking {

  private final Map<String, Long> weights = new HashMap<>();
  private long total;

  void add(String name, long weight) {
    weights.merge(name, weight, Long::sum);
    total += weight;
  }

  boolean isEmpty() {
    return weights.isEmpty();
  }

  Map<String, Long> weights() {
    return weights;
  }

  /** The first so many, a line each. */
  String top(int count) {
    StringBuilder lines = new StringBuilder();
    weights.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(count)
        .forEach(
            entry ->
                lines.append(
                    String.format(
                        Locale.ROOT,
                        "  %5.1f %%  %s%n",
                        100.0 * entry.getValue() / total,
                        entry.getKey())));
    return lines.toString();
  }
}

package dev.vaultgate.server.recordings;

import dev.vaultgate.client.recordings.Interaction;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Counts what has passed and what has not, by provider and endpoint. */
final class Tally {

  private static final String LINE = "%-15s %-29s %8s %6s %7s %10s  %s%n";

  private final Map<String, Count> counts = new TreeMap<>();

  private static final class Count {
    private final String provider;
    private final String endpoint;
    private int recorded;
    private final Set<String> passed = new LinkedHashSet<>();
    private int answers;
    private int streamed;
    private String exception = "";

    private Count(String provider, String endpoint) {
      this.provider = provider;
      this.endpoint = endpoint;
    }
  }

  private Count of(String provider, String endpoint) {
    return counts.computeIfAbsent(provider + " " + endpoint, key -> new Count(provider, endpoint));
  }

  /** Counts a recording that is to be played. */
  void recorded(String provider, Interaction interaction) {
    of(provider, interaction.endpoint()).recorded++;
  }

  /** Counts a recording that is not played. */
  void unplayed(KnownExceptions.Unplayed unplayed, Optional<String> reason) {
    Count count = of(unplayed.provider(), unplayed.endpoint());
    count.recorded++;
    count.exception = reason.orElse("no row, no reason");
  }

  /** Counts an answer to a recording's own request. */
  void passed(String provider, Interaction interaction) {
    Count count = of(provider, interaction.endpoint());
    count.passed.add(interaction.name());
    count.answers++;
  }

  /** Counts a whole answer that was served as a stream. */
  void streamed(String provider, Interaction interaction) {
    of(provider, interaction.endpoint()).streamed++;
  }

  /** A table: how many were recorded, how many passed, in how many answers. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder("recordings through the server\n");
    lines.append(
        LINE.formatted(
            "provider", "endpoint", "recorded", "passed", "answers", "as stream", "not played"));
    int recorded = 0;
    int passed = 0;
    int answers = 0;
    int streamed = 0;
    for (Count count : counts.values()) {
      lines.append(
          LINE.formatted(
              count.provider,
              count.endpoint,
              count.recorded,
              count.passed.size(),
              count.answers,
              count.streamed,
              count.exception));
      recorded += count.recorded;
      passed += count.passed.size();
      answers += count.answers;
      streamed += count.streamed;
    }
    return lines
        .append(LINE.formatted("all", "", recorded, passed, answers, streamed, ""))
        .toString();
  }
}

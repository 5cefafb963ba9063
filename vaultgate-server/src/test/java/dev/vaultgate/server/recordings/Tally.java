package dev.vaultgate.server.recordings;

import dev.vaultgate.client.recordings.Interaction;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what has passed, by provider, endpoint and mode. */
final class Tally {

  private final Map<String, Count> counts = new TreeMap<>();

  private static final class Count {
    private final Set<String> recordings = new LinkedHashSet<>();
    private int answers;
  }

  void passed(RecordedProvider provider, Interaction interaction) {
    String mode = interaction.asksForStream() ? "stream" : "plain";
    Count count =
        counts.computeIfAbsent(
            provider.folder() + " " + interaction.endpoint() + " " + mode, key -> new Count());
    count.recordings.add(interaction.name());
    count.answers++;
  }

  /** A line for each kind. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    counts.forEach(
        (kind, count) ->
            lines.append(
                "recordings passed through the server: %s: %d, answers: %d%n"
                    .formatted(kind, count.recordings.size(), count.answers)));
    return lines.toString();
  }
}
